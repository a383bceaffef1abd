//! The whole story, in order.

use crate::files;
use crate::office::Office;
use double_random::ceremony::Transcript;
use double_random::chance::Seed;
use double_random::check::Opening;
use double_random::draw::Record;
use double_random::frame::{Frame, Slip};
use double_random::plan::Plan;
use std::error::Error;
use std::path::Path;

/// What there is at its end.
#[derive(Debug)]
pub(crate) struct Story {
    pub(crate) office: Office,
    pub(crate) record: Record,
    pub(crate) opening: Opening,
    pub(crate) transcript: Transcript,
    /// The slip of a drawn business.
    pub(crate) drawn: Slip,
    /// The slip of one that was not drawn, if there is one.
    pub(crate) other: Option<Slip>,
}

impl Story {
    /// Goes through all of it.
    pub(crate) fn tell(
        plan: &Plan,
        frame: &Frame,
        label: Seed,
        out: &Path,
    ) -> Result<Self, Box<dyn Error>> {
        let mut office = Office::new(label)?;
        let announced = office.announce(plan, frame)?;
        let closed = office.close(announced)?;
        files::put_away(out, closed.transcript())?;

        // Another day, another machine.
        let seeded = office.values(out)?;
        let (record, recorded) = office.draw(&seeded, plan, frame)?;

        office.strike_off(&record)?;
        let drawn = office.slip_of_drawn(&record, frame)?;
        let (opening, transcript) = office.open(&recorded, &record)?;
        let other = office.slip_of_other(&record, frame)?;
        Ok(Self {
            office,
            record,
            opening,
            transcript,
            drawn,
            other,
        })
    }
}
