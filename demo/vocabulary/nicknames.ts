import { list } from "./words.js";

const LINES = `
James Jim Jimmy|Robert Bob Rob Bobby|John Jack Johnny|Michael Mike Mick|William Bill Will Billy|David Dave
Richard Rick Dick|Joseph Joe|Thomas Tom|Charles Charlie Chuck|Christopher Chris|Daniel Dan Danny|Matthew Matt
Anthony Tony|Steven Steve|Stephen Steve|Andrew Andy Drew|Joshua Josh|Kenneth Ken|Timothy Tim|Ronald Ron
Edward Ed Ted Eddie|Jeffrey Jeff|Nicholas Nick|Jonathan Jon|Benjamin Ben|Samuel Sam|Gregory Greg|Alexander Alex
Patrick Pat Paddy|Raymond Ray|Nathan Nate|Peter Pete|Zachary Zach|Walter Walt|Lawrence Larry|Russell Russ
Patricia Pat Patty Trish|Jennifer Jen Jenny|Elizabeth Liz Beth Betty|Barbara Barb|Susan Sue|Jessica Jess
Margaret Maggie Peggy Meg|Sandra Sandy|Kimberly Kim|Deborah Debbie Deb|Stephanie Steph|Rebecca Becky
Kathleen Kathy|Angela Angie|Brenda Bren|Pamela Pam|Samantha Sam|Katherine Kate Kathy Katie|Christine Chris Tina
Catherine Cathy Cate|Victoria Vicky Tori|Olivia Liv|Abigail Abby|Madison Maddie|Judith Judy|Frances Fran
Jacqueline Jackie|Cynthia Cindy|Maximilian Max|Sebastian Basti|Matthias Matze|Katharina Kathi|Francisco Paco
José Pepe|Antonio Toni|Manuel Manolo|Dolores Lola|Guadalupe Lupe|Alejandro Alex|Giuseppe Beppe|Francesca Franca
Willem Wim|Johannes Hans|Cornelis Kees|Hendrik Henk|Aleksandr Sasha|Mikhail Misha|Ekaterina Katya|Dmitry Dima
Anastasia Nastya|Vladimir Vova|Katalin Kati|Erzsébet Bözsi|László Laci|István Pista|Małgorzata Gosia
Katarzyna Kasia|Krzysztof Krzysiek|Frédéric Fred|Philippe Phil|Nicolas Nico|Rajesh Raj|Venkatesh Venky
Siddharth Sid|Srinivas Srini|Panagiotis Panos|Konstantin Kostya
`;

/** Familiar forms of given names, the commonest first. */
export const nicknames: ReadonlyMap<string, readonly string[]> = new Map(
  LINES.trim()
    .split(/[|\n]/u)
    .map((line) => {
      const [formal = "", ...familiar] = list(line);
      return [formal, familiar];
    }),
);
