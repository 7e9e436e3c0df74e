import { Parser } from "htmlparser2";

const UNSEEN = new Set(["style", "script", "head", "title", "noscript", "template"]);
const BREAKS = new Set(["br", "p", "div", "tr", "li", "table", "h1", "h2", "h3", "h4", "hr"]);
const LONGEST_TEXT = 256_000;

/** The text of a page or message as a reader sees it, line by line; what is quoted begins with "> ". */
export function textOfHtml(html: string): string {
  let [text, unseen] = ["", 0];
  const parser = new Parser({
    onopentag: (name) => {
      if (UNSEEN.has(name)) unseen += 1;
      if (BREAKS.has(name)) text += "\n";
      if (name === "blockquote") text += "\n> ";
    },
    onclosetag: (name) => {
      if (UNSEEN.has(name)) unseen -= 1;
      if (BREAKS.has(name)) text += "\n";
    },
    ontext: (piece) => {
      if (unseen === 0 && text.length < LONGEST_TEXT) text += piece.replace(/\s+/g, " ");
    },
  });
  parser.end(html.slice(0, LONGEST_TEXT));
  return text;
}
