//! Lines as they are written, and what is wrong with them.

use super::fault::{LineFault, PackFault};
use super::line::{Basis, Line, Period, Text};
use super::rule::{Rule, Unread};
use super::value::RuleValue;
use crate::digest::present;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A line as it is written: anything may be missing, so that all that is missing is told at once.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LineForm {
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    rule: Option<String>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    value: Option<serde_json::Value>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    effective_from: Option<String>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    effective_to: Option<String>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    source: Option<String>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    confidence: Option<String>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    text: Option<String>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    note: Option<String>,
}

/// The lines that these forms write, as far as they have no faults.
pub(super) fn lines(forms: &[LineForm], faults: &mut Vec<PackFault>) -> Vec<Arc<Line>> {
    let mut lines = vec![];
    let mut earlier: BTreeMap<&str, Vec<(usize, Period)>> = BTreeMap::new();
    for (number, form) in (1..).zip(forms) {
        let mut found = Found(vec![]);
        let rule = found.rule(form);
        let period = found.period(form);
        if let (Some(rule), Some(period)) = (rule, period) {
            let others = earlier.entry(rule.id()).or_default();
            found.overlap(period, others);
            others.push((number, period));
        }
        let line = found.line(form, rule, period);
        lines.extend(line.filter(|_| found.0.is_empty()).map(Arc::new));
        faults.extend(found.0.into_iter().map(|fault| {
            let (line, rule) = (number, form.rule.clone());
            PackFault::Line { line, rule, fault }
        }));
    }
    lines
}

/// What was found wrong with one line.
struct Found(Vec<LineFault>);

impl Found {
    /// A field that must be there.
    fn must<T>(&mut self, field: Option<Result<T, LineFault>>, missing: LineFault) -> Option<T> {
        self.may(Some(field.unwrap_or(Err(missing))))
    }

    /// A field that may be there.
    fn may<T>(&mut self, field: Option<Result<T, LineFault>>) -> Option<T> {
        field?.map_err(|fault| self.0.push(fault)).ok()
    }

    fn rule(&mut self, form: &LineForm) -> Option<&'static Rule> {
        let named = form.rule.is_some();
        let rule = form.rule.as_deref().and_then(Rule::named);
        self.must(rule.map(Ok), LineFault::Rule { named })
    }

    fn period(&mut self, form: &LineForm) -> Option<Period> {
        let from = form.effective_from.as_deref().map(str::parse);
        let from = from.map(|day| day.map_err(LineFault::FirstDay));
        let from = self.must(from, LineFault::NoFirstDay);
        let to = form.effective_to.as_deref().map(str::parse);
        let to = to.map(|day| day.map_err(LineFault::LastDay)).transpose();
        let (from, to) = (from, self.may(Some(to))?);
        let from = from?;
        match to {
            Some(to) if to < from => self.may(Some(Err(LineFault::Backwards { from, to }))),
            to => Some(Period { from, to }),
        }
    }

    /// That no earlier line of the rule holds on one of its days; the first that does is told.
    fn overlap(&mut self, period: Period, earlier: &[(usize, Period)]) {
        let mut earlier = earlier.iter();
        if let Some((other, others)) = earlier.find(|(_, other)| other.meets(&period)) {
            let (other, others) = (*other, *others);
            self.0.push(LineFault::Overlap {
                period,
                other,
                others,
            });
        }
    }

    fn line(
        &mut self,
        form: &LineForm,
        rule: Option<&'static Rule>,
        period: Option<Period>,
    ) -> Option<Line> {
        let value = form.value.as_ref().map(|json| {
            let value = rule.map(|rule| RuleValue::of_json(rule.kind(), json));
            value.transpose().map_err(LineFault::Value)
        });
        let value = self.must(value, LineFault::NoValue);
        let source = form.source.as_deref().map(str::parse);
        let source = self.must(
            source.map(|source| source.map_err(LineFault::Source)),
            LineFault::NoSource,
        );
        let basis = form.confidence.as_deref().map(|word| {
            let found = || LineFault::Confidence {
                found: word.to_owned(),
            };
            Basis::of_word(word).ok_or_else(found)
        });
        let basis = self.must(basis, LineFault::NoConfidence);
        let text = self.may(Some(match form.text.as_deref() {
            None => Ok(Text::Unseen),
            Some("seen") => Ok(Text::Seen),
            Some(found) => Err(LineFault::Text {
                found: found.to_owned(),
            }),
        }));
        let note = form.note.as_deref().map(str::parse).transpose();
        let note = self.may(Some(note.map_err(LineFault::Note)));
        if let (Some(rule), Some(period), Some(basis)) = (rule, period, basis) {
            self.marked(rule, period, basis, text);
        }
        Some(Line {
            rule: rule?,
            value: value??,
            period: period?,
            source: source?,
            basis: basis?,
            text: text?,
            note: note?,
        })
    }

    /// That a value which nobody has read in the law says so.
    fn marked(&mut self, rule: &Rule, period: Period, found: Basis, text: Option<Text>) {
        let since = match rule.unread() {
            Unread::Never => return,
            Unread::Always => None,
            Unread::From(day) => day.parse().ok(),
        };
        let unread = since.is_none_or(|since| !period.ended(since));
        if unread && found.is_sure() && text != Some(Text::Seen) {
            self.0.push(LineFault::Unmarked { since, found });
        }
    }
}
