//! The office: it keeps the journal and what is sealed, and tells at each moment what is public.

use crate::cast::{APPROVER, PLAN};
use crate::words::block;
use double_random::approval::{Approval, Approved};
use double_random::calendar::Moment;
use double_random::ceremony::{State, Transcript};
use double_random::chance::Seed;
use double_random::digest::Digest;
use double_random::frame::{Frame, Slip};
use double_random::journal::{Event, Journal, Matter, Sealed};
use rand::SeedableRng as _;
use rand_chacha::ChaCha20Rng;
use std::error::Error;

/// Where the words of the timeline begin.
const INDENT: usize = 29;

/// What the office keeps while the story goes on.
#[derive(Debug)]
pub(crate) struct Office {
    /// From this everything is derived that an office, its contributors and its sources would leave to chance.
    pub(crate) label: Seed,
    pub(crate) journal: Journal,
    /// The lines of the journal.
    pub(crate) lines: Vec<String>,
    pub(crate) sealed: Vec<Sealed>,
    /// What happened, and what was public then.
    pub(crate) timeline: String,
    /// What everyone knows so far, and what nobody may.
    public: Vec<&'static str>,
    secret: &'static str,
    blinds: ChaCha20Rng,
}

impl Office {
    pub(crate) fn new(label: Seed) -> Result<Self, Box<dyn Error>> {
        let blinds = label.derive("blinds").reveal();
        let blinds: Digest = blinds.parse()?;
        Ok(Self {
            label,
            journal: Journal::new(),
            lines: vec![],
            sealed: vec![],
            timeline: String::new(),
            public: vec![],
            secret: "",
            blinds: ChaCha20Rng::from_seed(*blinds.as_bytes()),
        })
    }

    /// Notes an event in the journal.
    pub(crate) fn note(&mut self, at: &Moment, event: Event) -> Result<(), Box<dyn Error>> {
        let line = self.journal.append(at.clone(), event)?;
        self.lines.push(line);
        Ok(())
    }

    /// Notes the step that a ceremony has just taken.
    pub(crate) fn note_stage(&mut self, transcript: &Transcript) -> Result<(), Box<dyn Error>> {
        let event = Event::of_last_step(transcript).ok_or("a step that is published is wanted")?;
        self.note(transcript.last(), event)
    }

    /// Seals a matter and notes that it happened.
    pub(crate) fn seal(
        &mut self,
        at: &Moment,
        matter: Matter,
        ground: &str,
    ) -> Result<(), Box<dyn Error>> {
        let sealed = self.sealed(at, matter, ground)?;
        let line = self.journal.append_sealed(at.clone(), &sealed)?;
        self.lines.push(line);
        self.sealed.push(sealed);
        Ok(())
    }

    /// Hands a business its slip, and notes that one was handed out.
    pub(crate) fn hand_out(
        &mut self,
        at: &Moment,
        matter: Matter,
        ground: &str,
        frame: &Frame,
    ) -> Result<Slip, Box<dyn Error>> {
        let sealed = self.sealed(at, matter, ground)?;
        let (line, grant) = self.journal.grant_slip(at.clone(), &sealed, frame)?;
        self.lines.push(line);
        self.sealed.push(sealed);
        Ok(frame.slip(&grant).ok_or("the frame holds no such unit")?)
    }

    fn sealed(
        &mut self,
        at: &Moment,
        matter: Matter,
        ground: &str,
    ) -> Result<Sealed, Box<dyn Error>> {
        let approval = Approval::new(APPROVER.parse()?, ground.parse()?, at.clone());
        Ok(Sealed::new(
            PLAN.parse()?,
            Approved::new(matter, approval),
            &mut self.blinds,
        )?)
    }

    /// Tells what happens.
    pub(crate) fn tell(&mut self, at: &Moment, word: &str, text: &str) {
        let at: String = at.as_str().replace('T', " ").chars().take(16).collect();
        self.timeline += &block(&format!("{at}  {word}"), INDENT, text);
    }

    /// Tells what everyone may know now that was secret before, and what still is.
    pub(crate) fn tell_state(&mut self, state: State) {
        let all: Vec<&str> = state.public().split(", ").collect();
        let all = all.iter().map(|part| part.trim_start_matches("and "));
        let new: Vec<&str> = all.filter(|part| !self.public.contains(part)).collect();
        self.public.extend(&new);
        let secret = Some(state.secret()).filter(|secret| *secret != self.secret);
        self.secret = state.secret();
        self.tell_knowledge(&new.join(", "), secret.unwrap_or("as before"));
    }

    pub(crate) fn tell_knowledge(&mut self, public: &str, secret: &str) {
        for (word, text) in [("+ public", public), ("- secret", secret)] {
            self.timeline += &block(&format!("{:18}{word}", ""), INDENT, text);
        }
    }
}
