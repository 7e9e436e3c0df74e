import type { Seniority } from "@vouch/contract";
import { describe, expect, it } from "vitest";
import { parseTitle } from "./titles.js";

const TITLES: Readonly<Record<Seniority, string>> = {
  executive: `
    CEO; Chief Executive Officer; Founder & CTO; Co-Founder; Owner; President; VP Engineering; SVP, Global Sales
    Vice President of Finance; Managing Director; Managing Partner; General Manager; Partner; Senior Partner
    Director of Engineering; Sales Director; Chief of Staff; Chief Data and Analytics Officer; Board Member; Chairman
    Non-Executive Director; Geschäftsführer; Geschäftsführerin; Gesellschafter-Geschäftsführer; Vorstandsvorsitzender
    Mitglied des Vorstands; Inhaberin; Mitgründer; Vertriebsdirektor; Gérant; PDG; Directeur commercial
    Directrice des ressources humaines; Président; Associée; Fundadora; Director Financiero; Gerente general; Socio
    Consejero delegado; Dueño; Diretor comercial; Sócio-proprietário; Amministratore delegato; Titolare
    Direttore tecnico; Direttrice marketing; Eigenaar; Oprichter; Algemeen directeur; Zaakvoerder; Verkställande direktör
    VD; Grundare; Försäljningsdirektör; Administrerende direktør; Daglig leder; Indehaver; Prezes zarządu; Dyrektor
    Właściciel; Wiceprezes; Country Manager; MD; Vizepräsident; Direktionsmitglied; Membre du directoire; Amministratore
    Dono; Oprichtster; Företagare; Ejerleder; Grunnlegger; Współzałożycielka; Udziałowiec; Mitgesellschafterin`,
  senior: `
    Senior Software Engineer; Sr. Accountant; Lead Developer; Tech Lead; Team Leader; Principal Consultant
    Staff Engineer; Head of Marketing; Solutions Architect; Softwarearchitektin; Shift Supervisor; Foreman
    Team Manager; Department Manager; Store Manager; Regional Manager; Subject Matter Expert; Chief Accountant
    Art Director; Executive Chef; Leiter Vertrieb; Vertriebsleiter; Leiterin Controlling; Teamleiter; Filialleiterin
    Abteilungsleitung; Schichtleiter; Werkmeister; Prokurist; Küchenchef; Responsable marketing; Chef d'équipe
    Cheffe de service; Chef des ventes; Ingénieur principal; Jefe de ventas; Jefa de personal; Encargado de tienda
    Gerente de ventas; Líder técnico; Desarrollador senior; Gerente comercial; Encarregado de obras; Engenheiro sênior
    Responsabile vendite; Capo reparto; Capocantiere; Hoofd financiën; Teamleider; Verkoopleider; Afdelingshoofd
    Försäljningschef; Teamledare; Ekonomichef; Salgschef; Teamleder; Avdelingsleder; Salgssjef; Kierownik działu
    Starszy specjalista; Główny księgowy; Systemarkitekt; Projektleiter
    Projektleiterin; Projectleider; Projektledare; Prosjektleder; Lehrstuhlinhaber; Manager d'équipe; Uitvoerder
    Sup. de Logística`,
  mid: `
    Film Director; Operatore socio-sanitario; Anlagenmechaniker SHK; Éleveur; Opiekunka osób starszych; Luchtverkeersleider
    VD-sekreterare; Intern sælger; Rettungsassistent; Gérant de portefeuille; Professor de inglês; Post-doctorant;
    Software Engineer; Accountant; Product Manager; Account Manager; Project Manager; Manager; Operations Manager
    Product Owner; HR Business Partner; Account Executive; Sales Executive; Marketing Executive; Consultant; Nurse
    Data Scientist; Staff Accountant; Lead Generation Specialist; Student Success Advisor; Internal Auditor
    Project Coordinator; Scrum Master; Partner Manager; Assistant Manager; Assistant Professor; Chef; Stage Manager
    Sachbearbeiter; Softwareentwickler; Referent Kommunikation; Interne Revision
    Reiseleiter; Hausmeister; Chef de projet; Chef de produit; Chargée de clientèle; Comptable; Développeur
    Jefe de proyecto; Ingeniero de software; Contable; Gestor de proyectos; Gerente de projetos; Analista de sistemas
    Vendedor; Sviluppatore; Impiegata; Capo progetto; Ontwikkelaar; Boekhouder
    Utvecklare; Säljare; Udvikler; Regnskabsmedarbejder; Kierownik projektu; Specjalista ds. sprzedaży
    Programista; Headhunter; Graduate Recruitment Manager`,
  junior: `
    Junior Developer; Intern; Software Engineering Intern; Trainee; Apprentice Electrician; Graduate Engineer; Assistant
    Executive Assistant; Personal Assistant to the CEO; Research Assistant; Working Student; Entry-Level Analyst
    Student; PhD Student; Werkstudent Marketing; Werkstudentin; Praktikantin; Pflichtpraktikant; Auszubildender
    Azubi Mechatronik; Studentische Hilfskraft; Aushilfe; Doktorand; Assistenz der Geschäftsführung
    Vertriebsassistentin; Volontärin; Rechtsreferendar; Stagiaire; Alternante; Apprenti boulanger; Assistante commerciale
    Becario; Practicante; Auxiliar administrativo; Asistente de dirección; Estagiário; Jovem aprendiz
    Assistente administrativo; Auxiliar de escritório; Tirocinante; Stagista; Apprendista; Assistente alla direzione
    Stagiair; Directieassistent; Lärling; Praktikant; Butiksassistent; Elev; Studentermedhjælper; Lærling; Stażystka
    Młodszy programista; Asystent zarządu; Praktykant`,
};

describe.each(Object.entries(TITLES))("%s", (seniority, titles) => {
  const all = titles.split(/[;\n]/).map((title) => title.trim());
  it.each(all.filter((title) => title !== ""))("%s", (title) => {
    expect(parseTitle(title)?.seniority).toBe(seniority);
  });
});
