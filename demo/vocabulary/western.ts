import type { Culture } from "./culture.js";
import { list, words } from "./words.js";

const english: Culture = {
  name: "english",
  weight: 26,
  countries: ["US", "US", "US", "GB", "GB", "CA", "AU", "IE"],
  marriedNames: true,
  female:
    words(`Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Nancy Margaret Lisa Betty
    Dorothy Sandra Ashley Kimberly Donna Emily Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Laura Sharon
    Cynthia Kathleen Amy Angela Shirley Anna Brenda Pamela Nicole Samantha Katherine Christine Emma Catherine
    Victoria Rachel Olivia Heather Grace Charlotte Hannah Abigail Madison Megan Judith Alice Frances Jacqueline`),
  male: words(`James Robert John Michael William David Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony
    Mark Donald Steven Paul Andrew Joshua Kenneth Kevin Brian George Timothy Ronald Edward Jason Jeffrey Ryan Jacob
    Gary Nicholas Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Alexander Patrick Frank
    Raymond Jack Dennis Jerry Tyler Aaron Henry Nathan Peter Zachary Kyle Walter Harold Arthur Lawrence Russell`),
  family:
    words(`Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Thomas Moore Jackson Martin Lee
    Thompson White Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Baker Nelson
    Hall Campbell Mitchell Carter Roberts Phillips Evans Turner Parker Collins Edwards Stewart Morris Murphy Cook
    Rogers Morgan Cooper Peterson Bailey Reed Kelly Howard Ward Cox Richardson Wood Watson Brooks Bennett Gray
    Hughes Price Myers Long Foster Sanders Ross Powell Sullivan Russell Jenkins Perry Butler Barnes Fisher Henderson
    Coleman Simmons Patterson Jordan Reynolds Hamilton Graham Wallace Cole West Hayes Bryant Gibson Ellis Stevens
    Ford Marshall Owens McDonald O'Brien O'Connor McCarthy MacLeod Fitzgerald Harrison Woods Kennedy Wells Burns`),
  rare: {
    starts:
      list(`Ash Alder Barn Black Brad Brook Burn Cal Chad Clay Crom Dal Den East Elm Fair Fen Glen Had Hart
      Hol Kirk Lang Lin Mar Nor Oak Pem Rad Ren Sel Shel Stan Thorn Wal Wes Whit Wood Wych Yard`),
    ends: list("ford ton ley worth field well ham wood by more land stone ridge more combe shaw wick"),
  },
};

const german: Culture = {
  name: "german",
  weight: 9,
  countries: ["DE", "DE", "DE", "AT", "CH"],
  marriedNames: true,
  particles: ["von", "von der", "zu"],
  female:
    words(`Anna Ursula Sabine Petra Monika Susanne Claudia Birgit Andrea Stefanie Julia Katharina Christina Lena
    Johanna Franziska Jana Sophie Käthe Heike Anja Silke Ulrike Gisela Brigitte Renate Theresa Miriam`),
  male: words(`Peter Michael Thomas Andreas Wolfgang Klaus Jürgen Günther Stefan Christian Uwe Werner Hans Matthias Jörg
    Sebastian Tobias Florian Maximilian Felix Lukas Jonas Björn Rüdiger Götz Dieter Karl-Heinz Alexander Moritz`),
  family:
    words(`Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter
    Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Krause Meier
    Lehmann Köhler Herrmann König Walter Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Vogel Günther`),
  rare: {
    starts:
      list(`Alten Berg Birken Blumen Buchen Dorn Eber Eichen Falken Feld Gersten Grün Hagen Hasel Hohen Kirch
      Königs Langen Linden Mühl Neu Ober Rosen Sanden Stein Tannen Unter Wald Weiden Winkel`),
    ends: list(
      "bach berg burger dorf eck feld hof hofer huber inger mann meier müller reuter stein thal wald",
    ),
  },
};

const french: Culture = {
  name: "french",
  weight: 7,
  countries: ["FR", "FR", "FR", "BE", "CA"],
  marriedNames: true,
  particles: ["de", "de la", "du"],
  female:
    words(`Marie Nathalie Isabelle Sylvie Catherine Françoise Valérie Christine Véronique Sandrine Céline Sophie
    Aurélie Émilie Chloé Hélène Élodie Camille Margaux Léa Manon Anaïs Noémie Zoé Marie-Claire Anne-Sophie Agnès`),
  male: words(`Jean Pierre Michel André Philippe Alain Jacques Bernard Éric François Frédéric Laurent Stéphane Nicolas
    Sébastien Julien Jérôme Guillaume Benoît Mathieu Théo Hugo Raphaël Clément Jean-Luc Jean-Pierre Olivier Cédric`),
  family:
    words(`Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefèvre Michel
    Garcia David Bertrand Roux Vincent Fournier Morel Girard André Mercier Dupont Lambert Bonnet François Martinez
    Legrand Garnier Faure Rousseau Blanc Guérin Müller Henry Roussel Nicolas Perrin Morin Mathieu Clément Gauthier`),
  rare: {
    starts:
      list(`Beau Belle Bois Bour Champ Char Clair Cour Dau Fon Gran Haut Jar Lan Lau Mal Mari Mon Mou Pel Pont
      Rau Ri Roche Saint- Sau Tour Val Ver Vi`),
    ends: list("bert bois chard cour dieu fort geon gnac lier lieu maison mont nard pin quet seau ville"),
  },
};

const spanish: Culture = {
  name: "spanish",
  weight: 8,
  countries: ["ES", "ES", "MX", "AR", "CO"],
  doubleFamily: true,
  female:
    words(`María Carmen Ana Isabel Laura Cristina Marta Dolores Lucía Pilar Elena Raquel Sara Paula Rocío
    Mónica Ángela Beatriz Silvia Inés Sofía Natalia Verónica Alejandra Daniela Valentina Guadalupe Ximena Andrea`),
  male: words(`Antonio José Manuel Francisco Juan David Javier Daniel Carlos Jesús Alejandro Miguel Rafael Pedro Ángel
    Pablo Sergio Fernando Luis Jorge Alberto Álvaro Diego Andrés Raúl Iván Rubén Óscar Ramón Joaquín Víctor Íñigo`),
  family:
    words(`García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández
    Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Ramírez Serrano
    Blanco Molina Morales Suárez Ortega Delgado Castro Ortiz Rubio Marín Sanz Núñez Iglesias Medina Garrido Cortés`),
  rare: {
    starts:
      list(`Agui Alba Alca Arre Ben Cabre Carva Casti Cer Cor Echa Esca Esta Fuen Gal Iri Lar Male Mari Men
      Mon Olive Pala Que Riva Sala San Toma Vale Villa Zaba Zu`),
    ends: list("barri bella dales dero garay jal lera llo mar mendi mero nares rola rrieta ta varez zábal"),
  },
};

const italian: Culture = {
  name: "italian",
  weight: 4,
  countries: ["IT"],
  particles: ["De", "Di", "Della"],
  female:
    words(`Giulia Francesca Chiara Sara Martina Valentina Alessia Elisa Federica Silvia Paola Laura Elena Roberta
    Ilaria Giorgia Beatrice Ludovica Noemi Camilla`),
  male: words(`Marco Andrea Francesco Alessandro Matteo Lorenzo Davide Luca Giuseppe Antonio Giovanni Roberto Stefano
    Simone Riccardo Federico Niccolò Paolo Salvatore Emanuele`),
  family:
    words(`Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti Costa Giordano
    Mancini Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani Rinaldi Caruso Ferrara Galli Martini Leone`),
  rare: {
    starts:
      list(`Bal Bar Bel Ber Bor Cal Can Cas Cor Dal Fal Fer Gar Gras Lan Mal Man Mon Pal Pas Pel Pic Ran Sal
      San Tar Tes Val Ver Zan`),
    ends: list(
      "bini cchi dini doni gnoli lini loni mini ncelli netti nzoni relli rini selli tini tucci zoni",
    ),
  },
};

const dutch: Culture = {
  name: "dutch",
  weight: 5,
  countries: ["NL", "NL", "BE"],
  marriedNames: true,
  particles: ["van", "van de", "van der", "van den", "de", "ter", "van 't"],
  female:
    words(`Johanna Maria Anneke Sanne Lotte Femke Marloes Ingrid Annelies Esther Wilhelmina Marijke Eline Fleur
    Roos Saskia Mirjam Liesbeth Daniëlle Noortje`),
  male: words(`Jan Pieter Willem Hendrik Cornelis Johannes Jeroen Bas Daan Sander Thijs Maarten Joost Ruben Bram Koen
    Wouter Gerrit Niels Teun Jasper Michiel`),
  family:
    words(`Jansen Visser Smit Meijer Bakker Mulder Bos Vos Peters Hendriks Dekker Dijkstra Kok Jacobs Vermeulen
    Berg Dijk Boer Linden Heuvel Graaf Wal Velde Meer Vries Haan Broek Leeuwen Beek Brink Bosch Horst Maas Groot`),
  rare: {
    starts:
      list(`Aarts Bouw Brand Dolf Eijk Gelder Haver Hoog Kamp Klaver Kool Lage Molen Nieuwen Ooster Raven Rietveld
      Schip Slag Steen Tuin Veld Water Wester Wijn Zand`),
    ends: list("aar beek burg dijk donk hof horst huis kamp laan man meer poort stra veen veld"),
  },
};

const nordic: Culture = {
  name: "nordic",
  weight: 4,
  countries: ["SE", "NO", "DK", "FI"],
  female:
    words(`Anna Ingrid Karin Kristina Åsa Sofia Maja Elsa Astrid Solveig Bjørg Märta Freja Ida Signe Hanne Mette
    Kirsten Linnéa Saga Pirjo Aino Päivi`),
  male: words(`Erik Lars Anders Björn Søren Jørgen Øyvind Håkan Åke Sven Nils Magnus Henrik Kjell Mikkel Rasmus Oskar
    Gustav Leif Torbjørn Mikko Jari Väinö`),
  family:
    words(`Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Hansen Jensen Nielsen
    Pedersen Sørensen Rasmussen Jørgensen Bergström Lindqvist Åberg Öberg Nyström Dahl Haugen Bakken Korhonen
    Virtanen Mäkinen Nieminen Hämäläinen Løvold Strøm Ødegård`),
  rare: {
    starts:
      list(`Alm Asp Berg Björk Blom Dal Ek En Fager Fors Grön Hag Hed Holm Kvarn Lind Lund Löv Mo Norr Ny Rosen
      Sand Sjö Skog Ström Söder Väster Wik Öster`),
    ends: list("bäck berg borg dahl feldt gren holm ius kvist lund man mark qvist stedt strand ström vall"),
  },
};

const portuguese: Culture = {
  name: "portuguese",
  weight: 3,
  countries: ["PT", "BR", "BR"],
  doubleFamily: true,
  female: words(
    "Ana Maria Mariana Beatriz Inês Joana Catarina Sofia Camila Fernanda Letícia Larissa Luísa Conceição",
  ),
  male: words(
    "João José Pedro Tiago Rui Nuno Luís Rodrigo Gustavo Thiago Vinícius Antônio Gonçalo Caetano Estêvão",
  ),
  family:
    words(`Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Fernandes Gonçalves Gomes Lopes
    Marques Alves Almeida Ribeiro Pinto Carvalho Teixeira Moreira Correia Araújo Magalhães Simões Guimarães`),
  rare: {
    starts: list(
      "Abran Agui Alcân Barba Caste Cordo Este Figuei Gou Lacer Mace Montei Pacha Quei Sala Tava Vascon",
    ),
    ends: list("ches dela deiro des gal nhos lho lva mbra neiro reira res ros tara veia zeda"),
  },
};

export const westernCultures: readonly Culture[] = [
  english,
  german,
  french,
  spanish,
  italian,
  dutch,
  nordic,
  portuguese,
];
