//! Decision diagrams: functions of what is still open, each kept in one form only, so that two that answer alike for every
//! completion are one and the same number (Bryant 1986, with as many branches as a variable has classes).
//!
//! A variable is a field with the classes of its values, a condition that is not followed any further, or an amount of points
//! with the ranges that tests tell apart. Variables are asked in the order of their levels.

use super::rows::Rows;
use crate::condition::Truth;
use crate::prelude::*;
use crate::sorted::Map;

/// The number of a function.
pub(crate) type Diagram = u32;

pub(crate) const FALSE: Diagram = 0;
pub(crate) const UNKNOWN: Diagram = 1;
pub(crate) const TRUE: Diagram = 2;
/// Instead of what there was no room for: it may come to anything.
pub(crate) const ANY: Diagram = 3;

/// Variables that are no fact come after those that are.
pub(crate) const FREE: u32 = 1 << 16;
/// With more of them nothing is followed: going down them takes stack.
const MOST_FREE: usize = 200;
/// The level of constants, below all variables.
const CONSTANT: u32 = u32::MAX;

pub(crate) fn of(truth: Truth) -> Diagram {
    match truth {
        Truth::False => FALSE,
        Truth::Unknown => UNKNOWN,
        Truth::True => TRUE,
    }
}

pub(crate) fn of_bool(truth: bool) -> Diagram {
    of(Truth::of(truth))
}

/// All functions of one decision.
#[derive(Debug)]
pub(crate) struct Diagrams {
    /// A level and a function for each class of its variable; or the level of constants and a value.
    nodes: Rows,
    /// What was asked of `choose`, and what came of it.
    asked: Rows,
    answers: Vec<Diagram>,
    /// The classes of each variable that is no fact: what is not followed any further.
    free: Vec<usize>,
    /// Functions by a number that whoever makes them gives.
    kept: Map<u32, Diagram>,
    /// So many functions are kept at most.
    room: usize,
}

impl Diagrams {
    pub(crate) fn new(room: usize) -> Diagrams {
        let mut nodes = Rows::default();
        for constant in [FALSE, UNKNOWN, TRUE, ANY] {
            nodes.number(&[CONSTANT, constant]);
        }
        Diagrams { nodes, asked: Rows::default(), answers: Vec::new(), free: Vec::new(), kept: Map::default(), room }
    }

    /// A variable that is no fact, with these values.
    pub(crate) fn free(&mut self, values: &[Diagram]) -> Diagram {
        let level = self.free_level(values.len());
        self.ask(level, values)
    }

    pub(crate) fn free_level(&mut self, classes: usize) -> u32 {
        self.free.push(classes);
        if self.free.len() > MOST_FREE {
            self.give_up();
        }
        FREE + self.free.len() as u32 - 1
    }

    /// The classes of each variable that is no fact, from [`FREE`] on.
    pub(crate) fn free_classes(&self) -> &[usize] {
        &self.free
    }

    /// A function that was kept.
    pub(crate) fn kept(&self, number: u32) -> Option<Diagram> {
        self.kept.get(&number).copied()
    }

    pub(crate) fn keep(&mut self, number: u32, diagram: Diagram) -> Diagram {
        self.kept.insert(number, diagram);
        diagram
    }

    /// Whether there were more functions than there is room for: then some are, or lead to, [`ANY`].
    pub(crate) fn is_full(&self) -> bool {
        self.nodes.len() > self.room || self.asked.len() > 8 * self.room
    }

    /// How much work it was.
    pub(crate) fn size(&self) -> usize {
        self.nodes.len() + self.asked.len()
    }

    /// Leaves no room: what would have to be built from here on is [`ANY`].
    pub(crate) fn give_up(&mut self) {
        self.room = 0;
    }

    /// A constant that is no truth.
    pub(crate) fn constant(&mut self, value: u32) -> Diagram {
        self.nodes.number(&[CONSTANT, ANY + 1 + value])
    }

    /// The value of a constant that is no truth.
    pub(crate) fn value(&self, diagram: Diagram) -> Option<u32> {
        match self.nodes.row(diagram) {
            [CONSTANT, value] => value.checked_sub(ANY + 1),
            _ => None,
        }
    }

    /// The level of the first variable asked; `None` for a constant.
    pub(crate) fn level(&self, diagram: Diagram) -> Option<u32> {
        Some(self.nodes.row(diagram)[0]).filter(|&level| level != CONSTANT)
    }

    /// The functions that are left, by class of the first variable asked.
    pub(crate) fn branches(&self, diagram: Diagram) -> &[Diagram] {
        &self.nodes.row(diagram)[1..]
    }

    /// What a function becomes once the variable of a level has a class.
    pub(crate) fn given(&self, diagram: Diagram, level: u32, class: usize) -> Diagram {
        match self.nodes.row(diagram) {
            [first, branches @ ..] if *first == level => branches[class],
            _ => diagram,
        }
    }

    /// A function that asks one variable.
    pub(crate) fn ask(&mut self, level: u32, branches: &[Diagram]) -> Diagram {
        let mut node = vec![level];
        node.extend_from_slice(branches);
        self.node(&node)
    }

    fn node(&mut self, node: &[u32]) -> Diagram {
        match node {
            [_, first, rest @ ..] if rest.iter().all(|branch| branch == first) => *first,
            _ => self.nodes.number(node),
        }
    }

    /// One of three functions, by the truth of a fourth.
    pub(crate) fn choose(&mut self, by: Diagram, if_false: Diagram, if_unknown: Diagram, if_true: Diagram) -> Diagram {
        match by {
            FALSE => return if_false,
            UNKNOWN => return if_unknown,
            TRUE => return if_true,
            _ if if_false == if_unknown && if_unknown == if_true => return if_true,
            _ if (if_false, if_unknown, if_true) == (FALSE, UNKNOWN, TRUE) => return by,
            _ if by == ANY || self.is_full() => return ANY,
            _ => {}
        }
        let question = [by, if_false, if_unknown, if_true];
        let number = self.asked.number(&question) as usize;
        if let Some(&answer) = self.answers.get(number) {
            return answer;
        }
        // The place of this answer is taken now; those that it takes on the way come after it.
        self.answers.push(FALSE);
        let level = question.into_iter().map(|diagram| self.nodes.row(diagram)[0]).min().unwrap_or(CONSTANT);
        let with = question.into_iter().find(|&diagram| self.nodes.row(diagram)[0] == level).unwrap_or(by);
        let classes = self.branches(with).len();
        let mut node = vec![level];
        for class in 0..classes {
            let [by, if_false, if_unknown, if_true] = question.map(|diagram| self.given(diagram, level, class));
            node.push(self.choose(by, if_false, if_unknown, if_true));
        }
        let answer = self.node(&node);
        self.answers[number] = answer;
        answer
    }

    pub(crate) fn not(&mut self, diagram: Diagram) -> Diagram {
        self.choose(diagram, TRUE, UNKNOWN, FALSE)
    }

    /// The lesser truth.
    pub(crate) fn both(&mut self, a: Diagram, b: Diagram) -> Diagram {
        let unless_false = self.choose(b, FALSE, UNKNOWN, UNKNOWN);
        self.choose(a, FALSE, unless_false, b)
    }

    /// The greater truth.
    pub(crate) fn either(&mut self, a: Diagram, b: Diagram) -> Diagram {
        let unless_true = self.choose(b, UNKNOWN, UNKNOWN, TRUE);
        self.choose(a, b, unless_true, TRUE)
    }

    /// Whether it is true, and not merely unknown.
    pub(crate) fn holds(&mut self, diagram: Diagram) -> Diagram {
        self.choose(diagram, FALSE, FALSE, TRUE)
    }

    /// Every function that can be left once variables have classes, the given ones first, each once. Of a variable that has a
    /// class already, by its level, only that one counts.
    pub(crate) fn parts(&self, roots: &[Diagram], class_of: &dyn Fn(u32) -> Option<usize>) -> Vec<Diagram> {
        // A function is made after those it leads to.
        let mut seen = vec![false; roots.iter().max().map_or(0, |&last| last as usize + 1)];
        let mut found: Vec<Diagram> = Vec::new();
        let mut visit = |diagram: Diagram, found: &mut Vec<Diagram>| {
            if !core::mem::replace(&mut seen[diagram as usize], true) {
                found.push(diagram);
            }
        };
        roots.iter().for_each(|&root| visit(root, &mut found));
        let mut next = 0;
        while let Some(&diagram) = found.get(next) {
            next += 1;
            let Some(level) = self.level(diagram) else { continue };
            let branches = self.branches(diagram);
            let left = class_of(level).map_or(branches, |class| &branches[class..=class]);
            left.iter().for_each(|&branch| visit(branch, &mut found));
        }
        found
    }

    /// The constants that a function may come to once variables have classes, each once.
    pub(crate) fn ends(&self, diagram: Diagram, class_of: &dyn Fn(u32) -> Option<usize>) -> Vec<Diagram> {
        let mut ends = self.parts(&[diagram], class_of);
        ends.retain(|end| self.level(*end).is_none());
        ends
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A function of three variables of three classes, class 0 false, 1 unknown, 2 true, by its values.
    fn values(diagrams: &Diagrams, diagram: Diagram) -> Vec<Diagram> {
        let mut all = Vec::new();
        for number in 0..27usize {
            let classes = [number / 9, number / 3 % 3, number % 3];
            let left = classes
                .iter()
                .enumerate()
                .fold(diagram, |left, (level, &class)| diagrams.given(left, level as u32, class));
            all.push(left);
        }
        all
    }

    #[test]
    fn truth_is_kept_through_every_operation_and_equal_functions_are_one() {
        let mut diagrams = Diagrams::new(10_000);
        let variables: Vec<Diagram> = (0..3).map(|level| diagrams.ask(level, &[FALSE, UNKNOWN, TRUE])).collect();
        let (a, b, c) = (variables[0], variables[1], variables[2]);
        let (ab, bc) = (diagrams.both(a, b), diagrams.both(b, c));
        let left = diagrams.both(ab, c);
        let right = diagrams.both(a, bc);
        assert_eq!(left, right);
        let (not_a, not_b) = (diagrams.not(a), diagrams.not(b));
        let either = diagrams.either(not_a, not_b);
        assert_eq!(diagrams.not(either), ab);
        let expected: Vec<Diagram> =
            (0..27u32).map(|number| [number / 9, number / 3 % 3, number % 3].into_iter().min().unwrap()).collect();
        assert_eq!(values(&diagrams, left), expected);
        let holds = diagrams.holds(ab);
        assert!(values(&diagrams, holds).iter().all(|&value| value != UNKNOWN));
        assert_eq!(diagrams.choose(a, c, c, c), c);
    }

    #[test]
    fn a_full_store_says_so() {
        let mut diagrams = Diagrams::new(8);
        let mut all = TRUE;
        for level in 0..20 {
            let variable = diagrams.ask(level, &[FALSE, UNKNOWN, TRUE]);
            all = diagrams.both(all, variable);
        }
        assert!(diagrams.is_full());
    }

    #[test]
    fn what_there_is_no_room_for_may_be_anything_and_the_rest_is_what_it_was() {
        let build = |room: usize| {
            let mut diagrams = Diagrams::new(room);
            let of = |diagrams: &mut Diagrams, level: u32| diagrams.ask(level, &[FALSE, UNKNOWN, TRUE]);
            let (a, b, c) = (of(&mut diagrams, 0), of(&mut diagrams, 1), of(&mut diagrams, 2));
            let not_c = diagrams.not(c);
            let ab = diagrams.both(a, b);
            let left = diagrams.either(ab, not_c);
            let holds = diagrams.holds(left);
            let fails = diagrams.not(holds);
            let never = diagrams.both(FALSE, fails);
            let all = [not_c, ab, left, holds, fails, never];
            (all.map(|diagram| values(&diagrams, diagram)), diagrams.is_full())
        };
        let (whole, is_full) = build(10_000);
        assert!(!is_full && whole.iter().flatten().all(|value| *value != ANY));
        for room in 0..20 {
            let (some, is_full) = build(room);
            for (known, whole) in some.iter().flatten().zip(whole.iter().flatten()) {
                assert!(known == whole || *known == ANY && is_full, "{known} for {whole} with room for {room}");
            }
            assert!(some[5].iter().all(|value| *value == FALSE), "what is never true is known all the same");
        }
        assert!(build(0).0[4].iter().all(|value| *value == ANY));
    }
}
