const WORDS = `
  interns? internships? trainees? traineeship students? undergraduate apprentices? apprenticeship volunteers? freelancer?
  employee contractor temp graduate
  praktikan(?:t|tin|ten) praktikum pflichtpraktikum schulerpraktikum werkstudent(?:in)? werkstudium student(?:in|en)? azubi
  auszubildende[rn]? ausbildung lehrling volontar(?:in)? volontariat aushilfe aushilfskraft ferienjob nebenjob minijob
  selbs?tstandige?r? freiberufl(?:er|erin|ich) freiberufler(?:in)? angestellte[rn]? mitarbeiter(?:in)? hospitant(?:in)?
  stagiaires? stage alternante? alternance apprentie? apprentissage etudiante? independante? benevole volontaire employee?
  salariee? becari[oa] becas? practicante practicas estudiante autonom[oa] voluntari[oa] emplead[oa] aprendiz pasante
  stagista tirocinante tirocinio apprendista studente studentessa volontari[oa] autonom[oa] dipendente
  stagiair(?:e)? stage vrijwillig(?:er|ster) zelfstandige? zzper medewerk(?:er|ster) leerling werknemer
  estagi[aoe]\\w* estagio aprendiz autonomo voluntari[oa] funcionari[oa]
  praktikant praktik studerande studerende larling elev frilans frilansare frilanser frivillig volontar medarbet?are?
  medarbejder medarbeider ansatt anstalld ansat stazyst(?:k)?a? staz praktykant(?:ka)? uczen studentka pracownik wolontariusz(?:ka)?
`
  .trim()
  .split(/\s+/)
  .join("|");

const PHRASES = [
  "(?:working|co op|exchange|visiting|graduate|summer) (?:student|intern)",
  "(?:summer|student|general) intern(?:ship)?",
  "self employ(?:ed|ment)",
  "auto entrepreneu(?:r|se)",
  "(?:libero|libera) professionista",
  "(?:dual\\w* )?studium|dual\\w* student(?:in)?",
  "freie[r]? mitarbeiter(?:in)?",
  "job (?:etudiant|dete)",
  "en practicas",
  "jovem aprendiz",
].join("|");

const FIELDLESS = new RegExp(`^(?:${WORDS}|${PHRASES})$`);

/**
 * Whether a title says how somebody works and nothing of what on: interns, students, apprentices, the self-employed. The
 * words are in titles of all departments, which is all that a model of words can learn of them.
 * @param text folded words, umlauts unified
 */
export const isFieldless = (text: string): boolean => FIELDLESS.test(text);
