import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusterIsland, type Island } from "./clustering.js";
import { clusterIslands, findIslands, PairList } from "./islands.js";
import { professionalModel } from "./linkageModels.js";

const rules = professionalModel().clustering;

interface Graph {
  readonly size: number;
  readonly edges: readonly (readonly [number, number, number])[];
  readonly together: readonly (readonly [number, number])[];
  readonly apart: readonly (readonly [number, number])[];
  readonly values: readonly number[];
}

const pairOf = (size: number) =>
  fc
    .tuple(fc.nat(size - 1), fc.nat(size - 1))
    .filter(([a, b]) => a !== b)
    .map(([a, b]): [number, number] => (a < b ? [a, b] : [b, a]));

const judgedOnce = (pair: readonly [number, number]) => pair.join();

const graphs: fc.Arbitrary<Graph> = fc.integer({ min: 2, max: 14 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    edges: fc.uniqueArray(
      fc
        .tuple(pairOf(size), fc.integer({ min: -20, max: 20 }))
        .map(([[a, b], weight]): [number, number, number] => [a, b, weight]),
      { selector: ([a, b]) => `${a},${b}`, maxLength: 40 },
    ),
    together: fc.uniqueArray(pairOf(size), { selector: judgedOnce, maxLength: 2 }),
    apart: fc.uniqueArray(pairOf(size), { selector: judgedOnce, maxLength: 3 }),
    values: fc.array(fc.integer({ min: -1, max: 2 }), { minLength: size, maxLength: size }),
  }),
);

function islandOf({ size, edges, together, apart, values }: Graph): Island {
  const [left, right, weight] = [0, 1, 2].map((at) => edges.map((edge) => edge[at] ?? 0));
  const byPosition = (judged: Graph["together"]) => [...judged].sort((x, y) => x[0] - y[0] || x[1] - y[1]);
  return {
    size,
    pairs: { left: left ?? [], right: right ?? [], weight: weight ?? [] },
    together: byPosition(together),
    apart: byPosition(apart),
    conflicts: [Int32Array.from(values)],
  };
}

/** The guard in the plainest words: sets of records, every cross pair summed anew at every step. */
function referenceClusters({ size, edges, together, apart, values }: Graph): number[] {
  const cluster = Array.from({ length: size }, (_, at) => new Set([at]));
  const of = (record: number) => cluster[record] ?? new Set<number>();
  const weightOf = new Map(edges.map(([a, b, weight]) => [`${a},${b}`, Math.max(-12, Math.min(12, weight))]));
  const key = (a: number, b: number) => (a < b ? `${a},${b}` : `${b},${a}`);
  const judgedApart = new Set(apart.map(([a, b]) => key(a, b)));
  const across = <T>(a: number, b: number, value: (x: number, y: number) => T) =>
    [...of(a)].flatMap((x) => [...of(b)].map((y) => value(x, y)));
  const isJudgedApart = (a: number, b: number) =>
    across(a, b, (x, y) => judgedApart.has(key(x, y))).includes(true);
  const merge = (a: number, b: number) => {
    const merged = new Set([...of(a), ...of(b)]);
    for (const record of merged) cluster[record] = merged;
  };
  for (const [a, b] of [...together].sort((x, y) => x[0] - y[0] || x[1] - y[1])) {
    if (of(a) !== of(b) && !isJudgedApart(a, b)) merge(a, b);
  }
  const judged = Array.from({ length: size }, (_, record) => of(record));
  const valuesOf = (group: Set<number>) =>
    new Set([...group].map((record) => values[record] ?? -1).filter((value) => value >= 0));
  const conflict = (x: number, y: number) => {
    const [ofX, ofY] = [valuesOf(judged[x] ?? new Set()), valuesOf(judged[y] ?? new Set())];
    return (
      judged[x] !== judged[y] && ofX.size > 0 && ofY.size > 0 && [...ofX].every((value) => !ofY.has(value))
    );
  };
  const falling = edges
    .filter(([, , weight]) => weight > 0)
    .sort((x, y) => y[2] - x[2] || x[0] - y[0] || x[1] - y[1]);
  for (const [a, b] of falling) {
    if (of(a) === of(b) || isJudgedApart(a, b) || across(a, b, conflict).includes(true)) continue;
    const sum = across(a, b, (x, y) => weightOf.get(key(x, y)) ?? rules.unblocked).reduce(
      (total, bits) => total + bits,
      0,
    );
    if (sum >= 0) merge(a, b);
  }
  return Array.from({ length: size }, (_, record) => Math.min(...of(record)));
}

function pairList(edges: Graph["edges"]): PairList {
  const pairs = new PairList();
  for (const [a, b, weight] of edges) pairs.push(a, b, weight);
  return pairs;
}

function islandPairs({ left, right, weight, length }: PairList): Island["pairs"] {
  return {
    left: left.subarray(0, length),
    right: right.subarray(0, length),
    weight: weight.subarray(0, length),
  };
}

describe("islands", () => {
  it("are the connected components over pairs above the edge weight", () => {
    fc.assert(
      fc.property(graphs, ({ size, edges, together }) => {
        const islands = findIslands(size, pairList(edges), 0, together);
        const reach = Array.from({ length: size }, (_, at) => at);
        for (let round = 0; round < size; round += 1) {
          for (const [a, b] of [...edges.filter(([, , weight]) => weight > 0), ...together]) {
            reach[a] = reach[b] = Math.min(reach[a] ?? a, reach[b] ?? b);
          }
        }
        expect(reach.map((_, at) => islands.find(at))).toEqual(reach);
      }),
    );
  });

  it("are clustered each as if the others were not there", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const pairs = pairList(graph.edges);
        const population = { ...islandOf(graph), pairs };
        const islands = findIslands(graph.size, pairs, rules.edge, graph.together);
        const labels = clusterIslands(population, islands, rules);
        expect([...labels]).toEqual(referenceClusters(graph));
      }),
    );
  });
});

describe("guarded clustering", () => {
  it("does what its plain reference does", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        expect([...clusterIsland(islandOf(graph), rules)]).toEqual(referenceClusters(graph));
      }),
      { numRuns: 500 },
    );
  });

  it("never puts records together that were judged apart", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const labels = clusterIsland(islandOf(graph), rules);
        for (const [a, b] of graph.apart) expect(labels[a]).not.toBe(labels[b]);
      }),
    );
  });

  it("keeps two weakly tied groups apart that one strong pair would chain", () => {
    const weak: [number, number, number][] = [0, 1, 2].flatMap((a) =>
      [3, 4, 5].map((b): [number, number, number] => [a, b, -6]),
    );
    const inside: [number, number, number][] = [
      [0, 1, 12],
      [0, 2, 12],
      [1, 2, 12],
      [3, 4, 12],
      [3, 5, 12],
      [4, 5, 12],
    ];
    const edges = [...inside, ...weak.filter(([a, b]) => a !== 0 || b !== 3), [0, 3, 9] as const];
    const labels = clusterIsland(
      islandOf({ size: 6, edges, together: [], apart: [], values: Array(6).fill(-1) }),
      rules,
    );
    expect([...labels]).toEqual([0, 0, 0, 3, 3, 3]);
  });

  it("cuts an island that is too large at its weakest edges", () => {
    const edges: [number, number, number][] = [
      [0, 1, 12],
      [1, 2, 3],
      [2, 3, 12],
    ];
    const graph = { size: 4, edges, together: [], apart: [], values: [-1, -1, -1, -1] };
    expect([...clusterIsland(islandOf(graph), { ...rules, maxIsland: 2 })]).toEqual([0, 0, 2, 2]);
  });

  it("keeps in a cut island what it keeps in a whole one: judgements, conflicts, no cluster without a tie", () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 2, max: 5 }), (graph, maxIsland) => {
        const labels = clusterIsland(islandOf(graph), { ...rules, maxIsland });
        const islands = findIslands(graph.size, pairList(graph.edges), rules.edge, graph.together);
        for (const [a, b] of graph.apart) expect(labels[a]).not.toBe(labels[b]);
        for (const [record, label] of labels.entries()) {
          expect(islands.find(record)).toBe(islands.find(label));
          expect(label).toBeLessThanOrEqual(record);
          expect(labels[label]).toBe(label);
        }
      }),
    );
  });

  it("takes a giant island of one common address apart into its people, in bounded time and memory", () => {
    const people = 4000;
    const pairs = new PairList();
    for (let person = 0; person < people; person += 1) {
      for (const [a, b] of [
        [0, 1],
        [0, 2],
        [1, 2],
      ] as const) {
        pairs.push(person * 3 + a, person * 3 + b, 12);
      }
      if (person > 0) pairs.push(person * 3 - 1, person * 3, 2);
    }
    const size = people * 3;
    const giant = { size, pairs: islandPairs(pairs), together: [], apart: [], conflicts: [] };
    const labels = clusterIsland(giant, rules);
    expect(labels.every((label, record) => label === record - (record % 3))).toBe(true);
  });

  it("ends even where positive judgements alone hold a giant island together", () => {
    const together: [number, number][] = [
      [0, 1],
      [1, 2],
      [2, 3],
    ];
    const graph = { size: 4, edges: [], together, apart: [], values: [-1, -1, -1, -1] };
    expect([...clusterIsland(islandOf(graph), { ...rules, maxIsland: 2 })]).toEqual([0, 0, 0, 0]);
  });
});
