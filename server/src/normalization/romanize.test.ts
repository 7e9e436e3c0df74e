import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type NameContext, romanizeName } from "./romanize.js";
import { romanizeIndic } from "./romanizeIndic.js";
import { romanizeThai } from "./romanizeThai.js";

const context: NameContext = { isFamily: false, isJapanese: false, cyrillic: null };

describe("Thai names", () => {
  it.each([
    ["สมชาย", "somchai"],
    ["ศรีสุวรรณ", "srisuwan"],
    ["วงศ์สวัสดิ์", "wongsawat"],
    ["สมศักดิ์", "somsak"],
    ["ธนกร", "thanakorn"],
    ["กมลวรรณ", "kamonwan"],
    ["สุรชัย", "surachai"],
    ["จันทร์เพ็ญ", "janphen"],
    ["แก้วมณี", "kaewmani"],
    ["ชาติชาย", "chatchai"],
    ["ธีรเดช", "thiradet"],
    ["นิพนธ์", "niphon"],
  ])("%s is %s", (written, read) => expect(romanizeThai(written)).toBe(read));
});

describe("names in the scripts of India", () => {
  it.each([
    ["राजेश", "rajesh"],
    ["ਗੁਰਪ੍ਰੀਤ", "gurprit"],
    ["সুমিত", "sumit"],
    ["முருகன்", "murugan"],
    ["ರಮೇಶ", "ramesha"],
    ["గిరిజ", "girija"],
  ])("%s is %s", (written, read) => expect(romanizeIndic(written)).toBe(read));
});

describe("names in other scripts", () => {
  it.each<[string, Partial<NameContext>, string]>([
    ["유리", {}, "yuri"],
    ["曾", { isFamily: true }, "zeng"],
    ["Сергій", { cyrillic: "ukrainian" }, "serhii"],
    ["Сергей", {}, "sergey"],
    ["Душан", { cyrillic: "serbian" }, "dusan"],
    ["رضایی", {}, "rezaei"],
  ])("%s is %s", (written, known, read) =>
    expect(romanizeName(written, { ...context, ...known })).toBe(read),
  );

  it("come out in Latin letters, whatever they are", () => {
    const letters = fc.constantFrom(..."กขคสมชยงศ์ิีเแาะัुरமுকਸਿఅعليم김르ії");
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 12 }), (text) =>
        /^[\x20-\x7e]*$/.test(romanizeName(text, context)),
      ),
    );
  });
});
