import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignIdentities, newPersonId } from "./identity.js";

/** Records a, b, c …: old person by letter or `.` for none, and new cluster by number. */
function assign(old: string, clusters: readonly number[]) {
  const oldPeople = [...new Set(old.replaceAll(".", ""))];
  const first = (cluster: number) => clusters.indexOf(cluster);
  let minted = 0;
  const identities = assignIdentities(
    {
      labels: Int32Array.from(clusters, first),
      before: Int32Array.from(old, (person) => oldPeople.indexOf(person)),
      oldPeople,
    },
    () => `new${++minted}`,
  );
  return { ...identities, people: clusters.map((cluster) => identities.personOf.get(first(cluster))) };
}

describe("a person id", () => {
  it("is per_ and twenty characters", () => expect(newPersonId()).toMatch(/^per_[a-km-np-z2-9]{20}$/));

  it("is minted for records that nobody has yet", () => {
    const { people, events } = assign("..", [1, 1]);
    expect(people).toEqual(["new1", "new1"]);
    expect(events).toEqual([{ kind: "created", person: "new1", other: null }]);
  });

  it("stays where nothing changed, and nothing is told", () => {
    const { people, events, changed } = assign("aab", [1, 1, 2]);
    expect(people).toEqual(["a", "a", "b"]);
    expect(events).toEqual([]);
    expect([...changed]).toEqual([]);
  });

  it("stays with a person who gains a record", () => {
    const { people, events } = assign("a.", [1, 1]);
    expect(people).toEqual(["a", "a"]);
    expect(events).toEqual([{ kind: "changed", person: "a", other: null }]);
  });

  it("of the smaller part redirects in a merger", () => {
    const { people, redirects, events, changed } = assign("abb", [1, 1, 1]);
    expect(people).toEqual(["b", "b", "b"]);
    expect([...redirects]).toEqual([["a", "b"]]);
    expect(events).toEqual([{ kind: "merged", person: "b", other: "a" }]);
    expect(changed).toEqual(new Set(["a", "b"]));
  });

  it("stays with the larger part in a split, and the smaller one is minted", () => {
    const { people, redirects, events } = assign("aaa", [1, 1, 2]);
    expect(people).toEqual(["a", "a", "new1"]);
    expect(redirects.size).toBe(0);
    expect(events).toEqual([{ kind: "split", person: "new1", other: "a" }]);
  });

  it("is borne by one cluster, and every old one is kept or redirects", () => {
    const world = fc.array(fc.tuple(fc.constantFrom(..."abcd."), fc.integer({ min: 0, max: 4 })), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(world, (records) => {
        const { personOf, redirects, people } = assign(
          records.map(([old]) => old).join(""),
          records.map(([, cluster]) => cluster),
        );
        expect(new Set(personOf.values()).size).toBe(personOf.size);
        for (const [old] of records) {
          if (old !== ".") expect(people.includes(old)).toBe(!redirects.has(old));
        }
      }),
    );
  });
});
