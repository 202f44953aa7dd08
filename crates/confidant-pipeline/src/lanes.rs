//! [`Lanes`]: so many at a time, and whoever stands further ahead goes first.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

/// A road with a number of lanes. Work that asks for all of them goes alone.
#[derive(Clone)]
pub(crate) struct Lanes {
    width: usize,
    road: Arc<Mutex<Road>>,
}

struct Road {
    free: usize,
    /// By place in the line; who asks twice at one place comes after himself.
    line: BTreeMap<(u64, u64), Waiting>,
    asked: u64,
}

struct Waiting {
    lanes: usize,
    go: oneshot::Sender<Lane>,
}

/// A place in the line. Dropping it gives the place up.
pub(crate) struct Ticket {
    lanes: Lanes,
    turn: oneshot::Receiver<Lane>,
}

/// Lanes that somebody has. Dropping it makes them free.
pub(crate) struct Lane {
    lanes: Lanes,
    taken: usize,
}

impl Lanes {
    pub fn new(width: usize) -> Self {
        let width = width.max(1);
        Self { width, road: Arc::new(Mutex::new(Road { free: width, line: BTreeMap::new(), asked: 0 })) }
    }

    pub fn width(&self) -> usize {
        self.width
    }

    /// A place in the line, for one lane or for all. It is held from now on, whether or not anybody waits for its turn yet.
    pub fn ask(&self, place: u64, alone: bool) -> Ticket {
        let (go, turn) = oneshot::channel();
        let lanes = if alone { self.width } else { 1 };
        {
            let mut road = self.lock();
            road.asked += 1;
            let asked = road.asked;
            road.line.insert((place, asked), Waiting { lanes, go });
        }
        self.serve();
        Ticket { lanes: self.clone(), turn }
    }

    /// Lets those go for whom there is room, in their order: nobody overtakes one who waits for more lanes.
    fn serve(&self) {
        loop {
            let (go, lane) = {
                let mut road = self.lock();
                let free = road.free;
                let Some(first) = road.line.first_entry() else { return };
                if !first.get().go.is_closed() && first.get().lanes > free {
                    return;
                }
                let Waiting { lanes, go } = first.remove();
                if go.is_closed() {
                    continue;
                }
                road.free = free.saturating_sub(lanes);
                (go, Lane { lanes: self.clone(), taken: lanes })
            };
            // Who gave up in this very moment gets nothing: the lane that comes back is dropped, and free again.
            drop(go.send(lane));
        }
    }

    fn lock(&self) -> MutexGuard<'_, Road> {
        // Whole after every statement that changes it.
        self.road.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ticket {
    /// Waits for the turn; none when the work is not wanted any more.
    pub async fn turn(mut self, cancel: &CancellationToken) -> Option<Lane> {
        cancel.run_until_cancelled(&mut self.turn).await.and_then(Result::ok)
    }

    /// The turn if it has come already.
    pub fn try_turn(&mut self) -> Option<Lane> {
        self.turn.try_recv().ok()
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.turn.close();
        self.lanes.serve();
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        self.lanes.lock().free += self.taken;
        self.lanes.serve();
    }
}

#[cfg(test)]
mod tests {
    use tokio_util::sync::CancellationToken;

    use super::{Lanes, Ticket};

    fn has_turn(ticket: &mut Ticket) -> bool {
        ticket.try_turn().map(std::mem::forget).is_some()
    }

    #[test]
    fn no_more_go_than_there_are_lanes_and_in_their_order() {
        let lanes = Lanes::new(2);
        let mut first = lanes.ask(1, false);
        let held = first.try_turn();
        assert!(held.is_some() && has_turn(&mut lanes.ask(2, false)));
        let (mut fourth, mut third) = (lanes.ask(4, false), lanes.ask(3, false));
        assert!(!has_turn(&mut third) && !has_turn(&mut fourth));
        drop(held);
        assert!(!has_turn(&mut fourth), "nobody overtakes");
        assert!(has_turn(&mut third));
    }

    #[test]
    fn who_wants_all_lanes_goes_alone_and_is_not_overtaken() {
        let lanes = Lanes::new(2);
        let small = lanes.ask(1, false).try_turn();
        let mut large = lanes.ask(2, true);
        let mut behind = lanes.ask(3, false);
        assert!(large.try_turn().is_none() && behind.try_turn().is_none());
        drop(small);
        let alone = large.try_turn();
        assert!(alone.is_some() && behind.try_turn().is_none());
        drop(alone);
        assert!(behind.try_turn().is_some());
    }

    #[test]
    fn a_place_that_is_given_up_holds_nobody_up() {
        let lanes = Lanes::new(2);
        let small = lanes.ask(1, false).try_turn();
        let large = lanes.ask(2, true);
        let mut behind = lanes.ask(3, false);
        drop(large);
        assert!(behind.try_turn().is_some(), "the one behind it goes at once");
        drop(small);
        // A turn that had come and was never looked at is free again too.
        drop(lanes.ask(4, true));
        assert!(lanes.ask(5, true).try_turn().is_some());
    }

    #[tokio::test]
    async fn who_is_not_wanted_any_more_waits_no_longer() {
        let lanes = Lanes::new(1);
        let _held = lanes.ask(1, false).try_turn();
        let cancel = CancellationToken::new();
        let waiting = lanes.ask(2, false);
        cancel.cancel();
        assert!(waiting.turn(&cancel).await.is_none());
    }
}
