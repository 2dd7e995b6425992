/** Counts evaluations: by stage, by tier and band, and notices by code. */
export class Tally {
  leads = 0;
  stages;
  tiers;
  bands;
  notices = new Map();
  cells = new Map();

  /** Lists the model's stages, tiers and bands in its order, so that those with no lead are shown as well. */
  constructor({ stages = [], fit, intent }) {
    this.stages = new Map(["lead", ...stages.map(({ id }) => id), "disqualified"].map((id) => [id, 0]));
    this.tiers = (fit?.tiers ?? []).map(({ id }) => id);
    this.bands = (intent?.bands ?? []).map(({ id }) => id);
  }

  /** Counts an evaluation by its digest. */
  add({ stage, tier, band, codes }) {
    this.leads++;
    count(this.stages, stage);
    count(this.cells, cellOf(tier, band));
    for (const code of codes) count(this.notices, code);
  }

  /** Adds another tally, or what is left of one that came from another thread. */
  merge({ leads, ...counts }) {
    this.leads += leads;
    for (const name of ["stages", "cells", "notices"]) {
      for (const [key, more] of counts[name]) count(this[name], key, more);
    }
  }

  /** The leads of a tier and a band; null stands for leads that have none. */
  at(tier, band) {
    return this.cells.get(cellOf(tier, band)) ?? 0;
  }
}

function count(counts, key, more = 1) {
  counts.set(key, (counts.get(key) ?? 0) + more);
}

// Ids have no space.
const cellOf = (tier, band) => `${tier ?? ""} ${band ?? ""}`;
