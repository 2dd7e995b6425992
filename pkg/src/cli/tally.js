/** Counts evaluations: by stage, by tier and band, and notices by code. */
export class Tally {
  leads = 0;
  stages;
  tiers;
  bands;
  notices = new Map();
  #cells = new Map();

  /** Lists the model's stages, tiers and bands in its order, so that those with no lead are shown as well. */
  constructor({ stages = [], fit, intent }) {
    this.stages = new Map(["lead", ...stages.map(({ id }) => id), "disqualified"].map((id) => [id, 0]));
    this.tiers = (fit?.tiers ?? []).map(({ id }) => id);
    this.bands = (intent?.bands ?? []).map(({ id }) => id);
  }

  /** Counts an evaluation by its digest. */
  add({ stage, tier, band, codes }) {
    this.leads++;
    this.stages.set(stage, (this.stages.get(stage) ?? 0) + 1);
    const cell = cellOf(tier, band);
    this.#cells.set(cell, (this.#cells.get(cell) ?? 0) + 1);
    for (const code of codes) this.notices.set(code, (this.notices.get(code) ?? 0) + 1);
  }

  /** The leads of a tier and a band; null stands for leads that have none. */
  at(tier, band) {
    return this.#cells.get(cellOf(tier, band)) ?? 0;
  }
}

// Ids have no space.
const cellOf = (tier, band) => `${tier ?? ""} ${band ?? ""}`;
