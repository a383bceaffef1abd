//! From the first visit to the opening and after: what happens meanwhile is noted, and who it was stays sealed.

use crate::cast::{ASKED, ASKED_TOO, OFFICE, OPENED, RECUSED, STRUCK_OFF};
use crate::office::Office;
use crate::table::grouped;
use double_random::calendar::Moment;
use double_random::ceremony::{Recorded, Transcript};
use double_random::check::Opening;
use double_random::draw::{Record, Selected, Standing};
use double_random::frame::{Frame, Slip};
use double_random::id::{DepartmentId, UnitId};
use double_random::journal::Matter;
use std::collections::BTreeSet;
use std::error::Error;

impl Office {
    /// An officer turns out to be a relative of a drawn business's manager: the rule for vacant seats says who comes.
    pub(crate) fn recuse(&mut self, standing: &mut Standing<'_>) -> Result<(), Box<dyn Error>> {
        let (at, department): (Moment, DepartmentId) = (RECUSED.parse()?, OFFICE.parse()?);
        let seated = standing.targets().find_map(|target| {
            let team = standing.team(&department, target)?;
            Some((target.clone(), team.into_iter().flatten().next()?.clone()))
        });
        let Some((target, leaves)) = seated else {
            return Ok(());
        };
        let refilled = standing.vacate(&department, &target, &leaves)?;
        let told = match refilled.comes {
            Some(_) => "who comes instead follows from the seed",
            None => "nobody is left to come",
        };
        let text = format!("an officer is a relative of a drawn business's manager: {told}");
        self.tell(&at, "recused", &text);
        self.seal(
            &at,
            refilled.into(),
            "kin of a manager, told by the officer on 2024-07-12",
        )?;
        self.tell_knowledge(
            "that it happened, in the journal",
            "which business, which officers, the ground and the approver: sealed for the auditor",
        );
        Ok(())
    }

    /// A drawn business turns out to be struck off: the next reserve of its stratum comes in, if there is one.
    pub(crate) fn strike_off(
        &mut self,
        record: &Record,
        standing: &mut Standing<'_>,
    ) -> Result<(), Box<dyn Error>> {
        let at: Moment = STRUCK_OFF.parse()?;
        let has_reserve = |out: &&Selected| {
            let mut reserves = record.reserves().iter();
            reserves.any(|unit| unit.stratum == out.stratum)
        };
        let drawn = record.selected();
        let replaceable = drawn.iter().rev().find(has_reserve);
        let out = replaceable.or(drawn.last()).ok_or("nothing was drawn")?;
        let (leaves, comes) = (out.id.clone(), standing.strike_off(&out.id)?.cloned());
        let told = match comes {
            Some(_) => "the next reserve of its stratum comes in, with officers",
            None => "no reserve of its stratum is left",
        };
        self.tell(
            &at,
            "struck off",
            &format!("a drawn business, since 30 August: {told}"),
        );
        let matter = Matter::Reserve { leaves, comes };
        self.seal(&at, matter, "struck off the register on 2024-08-30")?;
        self.tell_knowledge(
            "that it happened, in the journal",
            "which businesses, the ground and the approver: sealed for the auditor",
        );
        Ok(())
    }

    /// A business asks for its own case, and gets its slip.
    fn slip(
        &mut self,
        at: &str,
        who: &str,
        unit: UnitId,
        frame: &Frame,
    ) -> Result<Slip, Box<dyn Error>> {
        let at: Moment = at.parse()?;
        let (matter, ground) = (Matter::Slip { unit }, "it asked for its own case");
        let slip = self.hand_out(&at, matter, ground, frame)?;
        self.tell(
            &at,
            "slip",
            &format!("{who} asks for its own case: stratum, token, proof"),
        );
        Ok(slip)
    }

    /// A drawn business asks, when its visit is over.
    pub(crate) fn slip_of_drawn(
        &mut self,
        record: &Record,
        frame: &Frame,
    ) -> Result<Slip, Box<dyn Error>> {
        let drawn = record.selected().first().ok_or("nothing was drawn")?;
        let unit = drawn.id.clone();
        self.slip(ASKED, "a business that was visited", unit, frame)
    }

    /// A business that was not drawn asks, when everything is open; none if all were drawn or wait in reserve.
    pub(crate) fn slip_of_other(
        &mut self,
        record: &Record,
        frame: &Frame,
    ) -> Result<Option<Slip>, Box<dyn Error>> {
        let named = record.selected().iter().chain(record.reserves());
        let named: BTreeSet<&UnitId> = named.map(|unit| &unit.id).collect();
        let mut leaves = frame.leaves();
        let other = leaves.find(|leaf| leaf.stratum.is_eligible() && !named.contains(&leaf.id));
        let who = "a business that was not drawn";
        let slip = other.map(|leaf| self.slip(ASKED_TOO, who, leaf.id, frame));
        slip.transpose()
    }

    /// Everything is opened, when the last visit is over.
    pub(crate) fn open(
        &mut self,
        recorded: &Recorded,
        records: &[Record],
    ) -> Result<(Opening, Transcript), Box<dyn Error>> {
        let at: Moment = OPENED.parse()?;
        let transcript = recorded.open(at.clone())?;
        let opening = Opening::of(&records.iter().collect::<Vec<_>>())?;
        self.note(&at, opening.event()?)?;
        let names = |record: &Record| match record.public() {
            Ok(form) => {
                let names = u64::try_from(form.names().len()).unwrap_or_default();
                format!("\n{}: {} names are published", form.plan(), grouped(names))
            }
            Err(would) => format!("\n{}: no names, for {would}", record.plan().id()),
        };
        let names: String = records.iter().map(names).collect();
        self.tell(&at, "opened", &format!("the last visit is over{names}"));
        self.tell_state(transcript.state());
        Ok((opening, transcript))
    }
}
