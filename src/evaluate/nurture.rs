//! Nurture: the touches of a track that are still to come.

use crate::lead::Lead;
use crate::model::Track;
use crate::prelude::*;
use crate::time::Instant;

/// Plans the touches of a track. `pause` is the newest event that pauses it: the touches planned from then on move
/// together, just enough that the first of them keeps the pause.
pub(super) fn plan(track: &Track, pause: Option<Instant>, lead: &Lead, now: Instant, touches: &mut Vec<Instant>) {
    let start = lead.crm.nurture_since.unwrap_or(now);
    let planned = |touch: &i64| start.plus_millis(*touch);
    let shift = pause.zip(track.pause).and_then(|(event, pause)| {
        let first = track.touches.iter().map(planned).find(|touch| *touch >= event)?;
        Some((event, event.plus(pause).since(first).max(0)))
    });
    let moved = track.touches.iter().map(planned).map(|touch| match shift {
        Some((event, by)) if touch >= event => touch.plus_millis(by),
        _ => touch,
    });
    touches.extend(moved.filter(|touch| *touch >= now));
}
