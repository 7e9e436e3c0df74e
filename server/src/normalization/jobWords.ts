import { memoized, words } from "./text.js";
import { parseTitle } from "./titles.js";

/** Words that stand for one thing in job titles, whatever their form and language: the first is what they stand for. */
const SYNONYMS: readonly string[] = [
  "engineer ingenieur ingenieure ingenieurin ingenieurs ingeniero ingeniera ingenieros ingegnere ingegneri engenheiro engenheira inzynier ingenjor ingenior",
  "engineering ingenierie ingenieria ingegneria engenharia ingenieurwesen",
  "developer entwickler entwicklerin developpeur developpeuse desarrollador desarrolladora sviluppatore sviluppatrice desenvolvedor desenvolvedora ontwikkelaar utvecklare udvikler utvikler programmer programmierer programmiererin programador programadora coder",
  "development entwicklung developpement desarrollo sviluppo desenvolvimento ontwikkeling",
  "software logiciel logiciels logiciela oprogramowania",
  "sales vertrieb vertriebs verkauf verkaufs vente ventes ventas vendite vendas verkoop forsaljning salg sprzedazy commercial commerciale comercial",
  "marketing mercadeo mercadotecnia marknadsforing markedsforing marketingu",
  "manager managerin responsable gerente gestionnaire gestor gestora beheerder kierownik",
  "head leiter leiterin leitung chef cheffe jefe jefa capo chefe hoofd szef",
  "director direktor direktorin directeur directrice directora direttore direttrice diretor diretora direktorka dyrektor direktoer",
  "consultant berater beraterin consultor consultora consulente consulent adviseur konsult konsulent doradca konsultant",
  "accountant buchhalter buchhalterin comptable contable contador contadora contabile contabilista boekhouder ksiegowy",
  "accounting buchhaltung comptabilite contabilidad contabilita contabilidade",
  "analyst analystin analyste analista analytiker analityk",
  "designer designerin concepteur conceptrice disenador disenadora progettista gestalter projektant",
  "lawyer jurist juristin juriste rechtsanwalt rechtsanwaltin avocat avocate abogado abogada avvocato avvocata advogado advogada advocaat attorney",
  "assistant assistentin assistent assistente asistente assistente",
  "recruiter recruiterin recruteur recruteuse reclutador",
  "purchasing einkauf einkaufs achat achats compras acquisti inkoop buyer einkaufer einkauferin acheteur acheteuse comprador",
  "finance finanzen finanz finances finanzas finanza financas financien financial",
  "human humaines humanos umane",
  "resources ressources recursos risorse",
  "product produkt produit producto prodotto produto",
  "project projekt projet proyecto progetto projeto",
  "research forschung recherche investigacion ricerca pesquisa onderzoek",
  "researcher forscher forscherin chercheur chercheuse investigador investigadora ricercatore ricercatrice pesquisador onderzoeker",
  "data daten donnees datos dati dados",
  "customer kunden kunde client clients cliente clientes klant",
  "quality qualitat qualite calidad qualita qualidade kwaliteit",
  "security sicherheit securite seguridad sicurezza seguranca",
  "operations betrieb exploitation operaciones operazioni operacoes",
  "communications communication kommunikation comunicacion comunicazione comunicacao",
  "logistics logistik logistique logistica logistiek",
  "systems system systeme systemes sistemas sistemi",
  "network netzwerk reseau reseaux redes rete",
  "nurse krankenschwester pfleger infirmier infirmiere enfermera enfermero infermiere",
  "teacher lehrer lehrerin professeur maestro maestra insegnante professor",
  "founder cofounder grunder grunderin fondateur fondatrice fundador fundadora fondatore",
  "president prasident presidente",
  "trainee praktikant praktikantin stagiaire becario becaria tirocinante estagiario intern internship",
  "technician techniker technikerin technicien technicienne tecnico tecnica technicus",
  "administrator administratorin administrateur administrador administradora amministratore",
  "architect architekt architektin architecte arquitecto arquitecta architetto arquiteto",
  "scientist wissenschaftler wissenschaftlerin scientifique cientifico cientifica scienziato cientista",
  "secretary sekretar sekretarin secretaire secretario secretaria segretario segretaria",
  "machine maschinelles maschinen",
  "learning lernen",
];

/** What German compounds end in, and what they begin with; longest first. */
const SECOND_HALVES =
  "entwicklerin entwickler entwicklung ingenieurin ingenieur leiterin leiter leitung manager managerin beraterin berater analyst analystin buchhalter wissenschaftler administrator techniker architekt direktor assistent assistentin";
const FIRST_HALVES =
  "software vertriebs verkaufs marketing produkt projekt personal finanz daten kunden qualitats sicherheits forschungs entwicklungs system netzwerk einkaufs betriebs it logistik kommunikations";
const OWN_HALVES: ReadonlyMap<string, string> = new Map([
  ["qualitats", "quality"],
  ["sicherheits", "security"],
  ["forschungs", "research"],
  ["entwicklungs", "development"],
  ["betriebs", "operations"],
  ["kommunikations", "communications"],
  ["personal", "human"],
]);

/** Whole phrases that stand for another. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\bchief technical officer\b/g, "chief technology officer"],
  [
    /\b(managing director|geschaftsfuhrer(in)?|directeur general|director general|amministratore delegato|consejero delegado|pdg)\b/g,
    "chief executive officer",
  ],
  [/\bback end\b/g, "backend"],
  [/\bfront end\b/g, "frontend"],
  [/\bfull stack\b/g, "fullstack"],
  [/\bpersonal(?=leiter|referent|abteilung|wesen)/g, "human resources "],
  [/\bml\b/g, "machine learning"],
];

const SAYS_NOTHING = new Set(
  "of the and for in at on to a an de du des la le les l d del della di da do dos das der die das den und fur von im y e et och og i en van".split(
    " ",
  ),
);

const concepts: ReadonlyMap<string, string> = new Map(
  SYNONYMS.flatMap((line) => {
    const [concept = "", ...others] = line.split(" ");
    return [concept, ...others].map((word) => [word, concept] as const);
  }),
);

/** Plural and gender endings off: what is left is equal for the forms of a word, and is no word to show. */
function stem(word: string): string {
  if (word.length < 4) return word;
  if (/(ss|us|is|news)$/.test(word)) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return word.replace(/(?<=[cs]h|x)es$|(?<=[a-z]{3})s$|(?<=[a-z]{4})innen$|(?<=[a-z]{4}er)in$/, "");
}

function half(word: string): string {
  return OWN_HALVES.get(word) ?? concepts.get(word) ?? word;
}

function compound(word: string): readonly string[] | undefined {
  const second = SECOND_HALVES.split(" ").find((end) => word.endsWith(end) && word.length > end.length + 1);
  if (second === undefined) return undefined;
  const first = word.slice(0, -second.length);
  return FIRST_HALVES.split(" ").includes(first) ? [half(first), half(second)] : undefined;
}

/** What one word stands for: itself without its ending, unless it is known by another word. */
const conceptsOf = memoized((word: string): readonly string[] => {
  const known = concepts.get(word) ?? concepts.get(stem(word));
  return known === undefined ? (compound(word) ?? [stem(word)]) : [known];
});

/**
 * The words of a job title as they are compared: endings off, one word for all that mean the same in English, German,
 * French, Spanish, Italian, Portuguese, Dutch and others; of a German compound, both halves.
 * @returns each once, in their order; none where nothing says anything
 */
export const jobWords = memoized((title: string): readonly string[] => {
  const key = PHRASES.reduce(
    (text, [phrase, word]) => text.replace(phrase, word),
    parseTitle(title)?.key ?? words(title).join(" "),
  );
  const said = key.split(" ").filter((word) => word !== "" && !SAYS_NOTHING.has(word));
  return [...new Set(said.flatMap(conceptsOf))];
});
