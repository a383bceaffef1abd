//! From the announcement to the record: how randomness comes about that nobody chose.

use crate::cast::{self, ANNOUNCED, CLOSED, CONTRIBUTORS, DRAWN, OFFICE};
use crate::files;
use crate::office::Office;
use crate::parts::{Part, Parts};
use crate::table::grouped;
use double_random::calendar::Moment;
use double_random::ceremony::{Announced, Ceremony, Closed, Recorded, Seeded, Transcript};
use double_random::chance::Announcement;
use double_random::draw::{Drawing, Record, draw_announced};
use double_random::id::Contributor;
use std::error::Error;
use std::path::Path;

impl Office {
    /// Fixes everything that the draw depends on, and publishes it.
    pub(crate) fn announce(&mut self, parts: &Parts) -> Result<Announced, Box<dyn Error>> {
        let at: Moment = ANNOUNCED.parse()?;
        let line = |part: &Part| (part.plan.id().clone(), part.drawing().line());
        let plans = parts.iter().map(line).collect();
        for part in parts.iter() {
            part.drawing().check()?;
        }
        let terms = cast::terms(&self.label, self.journal.head())?;
        let (bodies, sources) = (terms.contributors.len(), terms.sources.len());
        let (record_by, open_by) = (terms.record_by.clone(), terms.open_by);
        let announcement = Announcement::with_terms(plans, terms)?;
        let digest = announcement.digest();
        let announced = Announced::new(announcement, at.clone())?;
        self.note_stage(announced.transcript())?;
        let each = |part: &Part| {
            let (id, units) = (part.plan.id(), grouped(part.frame.count()));
            let officers = part.roster.inspectors().count();
            format!("{id} with {units} businesses and {officers} officers\n")
        };
        let plans: String = parts.iter().map(each).collect();
        let text = format!(
            "{OFFICE} fixes {bodies} contributors, {sources} sources, and the plans\n{plans}\
             to be recorded by {record_by}, to be opened by {open_by}\n\
             announcement {digest}"
        );
        self.tell(&at, "announced", &text);
        self.tell_state(announced.transcript().state());
        Ok(announced)
    }

    /// Takes in every nonce and closes: from now on nobody can withhold anything.
    pub(crate) fn close(&mut self, mut announced: Announced) -> Result<Closed, Box<dyn Error>> {
        for (name, at) in CONTRIBUTORS {
            let (name, at): (Contributor, Moment) = (name.parse()?, at.parse()?);
            let nonce = cast::nonce(&self.label, &name)?;
            let text = format!("{name} hands in the nonce that it is committed to");
            announced = announced.nonce(name, nonce, at.clone())?;
            self.tell(&at, "nonce", &text);
        }
        let at: Moment = CLOSED.parse()?;
        let closed = announced.close(at.clone())?;
        let closing = closed.closing();
        self.note_stage(closed.transcript())?;
        let text = format!("every nonce is in; the transcript is put away\nclosing {closing}");
        self.tell(&at, "closed", &text);
        self.tell_state(closed.transcript().state());
        Ok(closed)
    }

    /// Reads the transcript that was put away, and takes down the sources' values.
    pub(crate) fn values(&mut self, out: &Path) -> Result<Seeded, Box<dyn Error>> {
        let transcript = Transcript::parse(&files::transcript(out)?)?;
        let (mut ceremony, mut again) = (transcript.into(), "the transcript is read again; ");
        for source in cast::sources(&self.label)? {
            let Ceremony::Closed(closed) = ceremony else {
                return Err("a ceremony that waits for values is wanted".into());
            };
            let at: Moment = source.taken_down.parse()?;
            let text = format!("{again}{} gives {}", source.source, source.value);
            ceremony = closed.value(source.source, source.value, at.clone())?;
            self.tell(&at, "value", &text);
            again = "";
        }
        let Ceremony::Seeded(seeded) = ceremony else {
            return Err("a ceremony whose values are all known is wanted".into());
        };
        self.tell_state(seeded.transcript().state());
        Ok(seeded)
    }

    /// Draws what was announced, and publishes the record digest.
    pub(crate) fn draw(
        &mut self,
        seeded: &Seeded,
        parts: &Parts,
    ) -> Result<(Vec<Record>, Recorded), Box<dyn Error>> {
        let at: Moment = DRAWN.parse()?;
        let announcement = seeded.transcript().announcement();
        let drawings: Vec<Drawing<'_>> = parts.iter().map(Part::drawing).collect();
        let records = draw_announced(announcement, &drawings, &seeded.randomness())?;
        let digests = records
            .iter()
            .map(|record| (record.plan().id().clone(), record.digest()));
        let recorded = seeded.record(digests.collect(), at.clone())?;
        self.note_stage(recorded.transcript())?;
        let each = |record: &Record| {
            let (total, id) = (record.total(), record.plan().id());
            let [drawn, of] = [total.sample, total.units].map(grouped);
            let teams = record.dispatch().into_iter();
            let teams = teams.flat_map(|sent| sent.departments().map(|(_, sent)| sent.teams.len()));
            let teams = grouped(u64::try_from(teams.sum::<usize>()).unwrap_or_default());
            let digest = record.digest();
            format!("\n{id}: {drawn} of {of}, {teams} teams\nrecord digest {digest}")
        };
        let drawn: String = records.iter().map(each).collect();
        self.tell(&at, "recorded", &format!("the draw is made{drawn}"));
        self.tell_state(recorded.transcript().state());
        Ok((records, recorded))
    }
}
