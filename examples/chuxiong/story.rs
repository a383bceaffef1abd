//! The whole story, in order.

use crate::files;
use crate::office::Office;
use crate::parts::Parts;
use double_random::ceremony::Transcript;
use double_random::chance::Seed;
use double_random::check::Opening;
use double_random::draw::Record;
use double_random::frame::Slip;
use std::error::Error;
use std::path::Path;

/// What there is at its end.
#[derive(Debug)]
pub(crate) struct Story {
    pub(crate) office: Office,
    /// Of the year's plan.
    pub(crate) record: Record,
    /// Of the plan for hotels, if there are any.
    pub(crate) joint: Option<Record>,
    pub(crate) opening: Opening,
    pub(crate) transcript: Transcript,
    /// The slip of a drawn business.
    pub(crate) drawn: Slip,
    /// The slip of one that was not drawn, if there is one.
    pub(crate) other: Option<Slip>,
}

impl Story {
    /// Goes through all of it.
    pub(crate) fn tell(parts: &Parts, label: Seed, out: &Path) -> Result<Self, Box<dyn Error>> {
        let mut office = Office::new(label)?;
        let announced = office.announce(parts)?;
        let closed = office.close(announced)?;
        files::put_away(out, closed.transcript())?;

        // Another day, another machine.
        let seeded = office.values(out)?;
        let (records, recorded) = office.draw(&seeded, parts)?;

        let record = records.first().ok_or("a record is wanted, found none")?;
        let frame = &parts.year.frame;

        // What happens during the visits starts from a record that was replayed.
        let replayed = record.clone().replay(frame, &record.digest())?;
        let mut standing = replayed.standing();
        office.recuse(&mut standing)?;
        office.strike_off(record, &mut standing)?;
        let drawn = office.slip_of_drawn(record, frame)?;
        let (opening, transcript) = office.open(&recorded, &records)?;
        let other = office.slip_of_other(record, frame)?;
        let mut records = records.into_iter();
        let record = records.next().ok_or("a record is wanted, found none")?;
        let joint = records.next();
        Ok(Self {
            office,
            record,
            joint,
            opening,
            transcript,
            drawn,
            other,
        })
    }
}
