//! The places of a profile that the model reads, as one tree of member names: the reader of leads walks it and keeps nothing else.

use crate::json::{pointer, write};
use crate::prelude::*;
use crate::table::Table;

/// All places that some field reads. Place 0 is the profile itself; the places below a place follow it directly.
#[derive(Debug, Default)]
pub(crate) struct Paths {
    places: Vec<Place>,
}

#[derive(Debug)]
pub(crate) struct Place {
    /// The member names, or array indexes, that lead on from here.
    members: Table,
    /// The first place that is not below this one.
    pub(crate) end: usize,
    /// Its name as the key of a member is mostly written, in quotes and with its colon.
    pub(crate) key: String,
    /// The JSON Pointer to it in a lead.
    pub(crate) pointer: String,
}

impl Paths {
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    pub(crate) fn get(&self, slot: u32) -> Option<&Place> {
        self.places.get(slot as usize)
    }

    pub(crate) fn place(&self, slot: usize) -> &Place {
        &self.places[slot]
    }
}

impl Place {
    pub(crate) fn member(&self, name: &[u8]) -> Option<usize> {
        self.members.of(name).map(|slot| slot as usize)
    }

    /// The members that lead on from here, and where.
    #[cfg(any(test, target_arch = "wasm32"))]
    pub(crate) fn members(&self) -> impl Iterator<Item = (&str, usize)> {
        self.members.texts().filter_map(|name| Some((name, self.members.find(name)?)))
    }

    /// Whether any field reads below this place.
    pub(crate) fn leads_on(&self) -> bool {
        self.members.len() > 0
    }
}

#[derive(Default)]
pub(crate) struct PathsBuilder {
    root: Twig,
    count: usize,
}

#[derive(Default)]
struct Twig {
    /// The ids of the paths that end here.
    ids: Vec<usize>,
    children: Vec<(String, Twig)>,
    index: Table,
}

impl PathsBuilder {
    /// Adds a path of member names; its id.
    pub(crate) fn add(&mut self, tokens: Vec<String>) -> usize {
        let mut twig = &mut self.root;
        for token in tokens {
            let next = twig.children.len();
            let index = twig.index.insert(&token, next as u32) as usize;
            if index == next {
                twig.children.push((token, Twig::default()));
            }
            twig = &mut twig.children[index].1;
        }
        twig.ids.push(self.count);
        self.count += 1;
        self.count - 1
    }

    /// The places, and the place of each path by its id.
    pub(crate) fn finish(self) -> (Paths, Vec<usize>) {
        let mut places = Vec::new();
        let mut slots = vec![0; self.count];
        settle(self.root, "profile", "/profile".to_string(), &mut places, &mut slots);
        (Paths { places }, slots)
    }
}

fn settle(twig: Twig, name: &str, path: String, places: &mut Vec<Place>, slots: &mut [usize]) {
    let slot = places.len();
    for id in twig.ids {
        slots[id] = slot;
    }
    let key = format!("{}:", write::quoted(name));
    places.push(Place { members: Table::default(), end: 0, key, pointer: path.clone() });
    for (name, child) in twig.children {
        let next = places.len() as u32;
        places[slot].members.insert(&name, next);
        let mut path = path.clone();
        pointer::push_token(&mut path, &name);
        settle(child, &name, path, places, slots);
    }
    places[slot].end = places.len();
}
