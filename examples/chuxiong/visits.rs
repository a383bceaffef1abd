//! From the first visit to the opening and after: what happens meanwhile is noted, and who it was stays sealed.

use crate::cast::{ASKED, ASKED_TOO, OPENED, STRUCK_OFF};
use crate::office::Office;
use crate::table::grouped;
use double_random::calendar::Moment;
use double_random::ceremony::{Recorded, Transcript};
use double_random::check::Opening;
use double_random::draw::{Record, Selected};
use double_random::frame::{Frame, Slip};
use double_random::id::UnitId;
use double_random::journal::Matter;
use std::collections::BTreeSet;
use std::error::Error;

impl Office {
    /// A drawn business turns out to be struck off: the next reserve of its stratum comes in, if there is one.
    pub(crate) fn strike_off(&mut self, record: &Record) -> Result<(), Box<dyn Error>> {
        let at: Moment = STRUCK_OFF.parse()?;
        let next = |out: &Selected| {
            let mut reserves = record.reserves().iter();
            reserves.find(|unit| unit.stratum == out.stratum)
        };
        let drawn = record.selected();
        let replaceable = drawn.iter().rev().find(|unit| next(unit).is_some());
        let out = replaceable.or(drawn.last()).ok_or("nothing was drawn")?;
        let (leaves, comes) = (out.id.clone(), next(out).map(|unit| unit.id.clone()));
        let told = match comes {
            Some(_) => "the next reserve of its stratum comes in",
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
        record: &Record,
    ) -> Result<(Opening, Transcript), Box<dyn Error>> {
        let at: Moment = OPENED.parse()?;
        let transcript = recorded.open(at.clone())?;
        let opening = Opening::of(&[record])?;
        self.note(&at, opening.event()?)?;
        let names = match record.public() {
            Ok(form) => format!(
                "{} names are published",
                grouped(form.names().len().try_into()?)
            ),
            Err(would) => format!("no names are published: {would}"),
        };
        self.tell(&at, "opened", &format!("the last visit is over; {names}"));
        self.tell_state(transcript.state());
        Ok((opening, transcript))
    }
}
