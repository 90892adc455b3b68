import type {pages as english} from "./en-pages.ts";
import {formats} from "./formats.ts";

const f = formats("de");
const plural = (count: number, one: string, many: string): string => `${f.number(count)} ${count === 1 ? one : many}`;
const minutes = (seconds: number): string => (seconds < 60 ? "weniger als eine Minute" : plural(Math.round(seconds / 60), "Minute", "Minuten"));

const better = (share: number): string => (share < 1 ? `um ${f.percent(share)} besser voraus als` : `${f.decimal(1 + share)}-mal so gut voraus wie`);

/** Worte für Training, Herunterladen, Verbindungen und Gelerntes; der Rest steht in `de.ts`. */
export const pages: typeof english = {
    training: {
        title: "Meine Stimme gründlicher lernen",
        lead: "Trainiert das Stimmprofil, das dem Modell vorangestellt wird, auf Ihre eigenen Texte. Alles geschieht auf diesem Rechner; Sie können unterdessen weiterschreiben.",
        act: "Meine Stimme gründlicher lernen",
        actFor: "Meine Stimme dafür lernen",
        again: "Neu lernen",
        asking: "Probiert einen Schritt, um zu sagen, was es braucht",
        estimateTitle: "Was es braucht",
        estimateTexts: (texts, keptOut) => `Gelernt wird aus ${plural(texts, "Text", "Texten")} von Ihnen; ${f.number(keptOut)} neuere bleiben außen vor, um daran zu messen.`,
        estimateTime: (seconds) => (seconds === null ? "Wie lange es dauert, lässt sich vorher nicht sagen." : `Höchstens etwa ${minutes(seconds)}, wenn der Rechner nichts anderes zu tun hat.`),
        estimateMemory: (needed, free) => `${needed} Speicher neben dem Modell, das schreibt; frei sind ${free}.`,
        start: "Beginnen",
        running: (model) => `Lernt Ihre Stimme für ${model}`,
        alone: "Von selbst begonnen, weil der Rechner nichts zu tun hatte. Es hält an, sobald Sie zurückkommen.",
        stage: {texts: "Liest Ihre Texte", train: "Lernt", measure: "Misst an den Texten, die außen vor blieben"},
        step: (step, steps) => `Schritt ${f.number(step)} von ${f.number(steps)}`,
        speed: (tokens) => `${plural(Math.round(tokens), "Token", "Token")} je Sekunde`,
        timeLeft: (seconds) => `noch ${minutes(seconds)}`,
        soFar: (share) => `Bisher sagt es Texte, die es nicht kennt, ${better(share)} am Anfang.`,
        notYet: "An den Texten, die außen vor blieben, zeigt sich noch kein Gewinn.",
        pause: "Pausieren",
        cancel: "Training abbrechen",
        cancelTitle: "Training abbrechen?",
        cancelWords: "Was bis hierher erreicht wurde, wird gelöscht. Ihre Texte und eine früher gelernte Stimme bleiben.",
        unfinished: "Ein Training wurde unterbrochen und kann weitergehen, wo es war.",
        goOn: "Fortsetzen",
        discard: "Verwerfen",
        gained: (share) => `Es sagt Ihre eigenen Sätze ${better(share)} das Modell ohne es.`,
        gainedHow: (keptOut, none, tuned) =>
            `Gemessen an ${plural(keptOut, "Text, den", "Texten, die")} es nicht kannte: Um so viel wahrscheinlicher ist im Mittel jedes nächste Wort (${none} auf ${tuned} Nats je Token).`,
        learnedFrom: (texts, date) => `Gelernt aus ${plural(texts, "Text", "Texten")} am ${date}.`,
        grown: "Ihre Texte sind seither um ein Fünftel oder mehr gewachsen: Neu zu lernen lohnt sich.",
        stale: () => "Das gelernte Stimmprofil passt nicht mehr: Ein Text, aus dem es gelernt hat, ist ausgelassen oder nicht mehr da, oder es gehört zu einem anderen Modell. Lernen Sie neu.",
        failed: (sentence) => sentence,
        tooFew: (texts, least) => `Es gibt ${plural(texts, "Text", "Texte")} von Ihnen, und nötig sind ${f.number(least)}: Fügen Sie Ordner mit weiteren hinzu.`,
        use: "Für Entwürfe verwenden",
        useHint: "Vergleichen Sie vorher die Entwürfe: Was mehr nach Ihnen klingt, sagt Ihre Notizen vielleicht weniger genau.",
        byItself: "Von selbst lernen, wenn der Rechner nichts zu tun hat",
        byItselfHint: "Nur am Netz, und wieder, wenn Ihre Texte um ein Fünftel gewachsen sind. Es hält an, sobald Sie zurückkommen.",
        byItselfNot: "Von selbst zu lernen, während der Rechner ruht, ist hier aus: Nur das Programm auf dem Schreibtisch weiß, wann er das tut und ob er am Netz hängt.",
        erase: "Gelernte Stimme löschen",
        eraseTitle: "Gelernte Stimme löschen?",
        eraseWords: "Die trainierten Stimmprofile aller Modelle werden von diesem Rechner gelöscht. Ihre Texte und die Bibliothek bleiben.",
        erased: "Die gelernte Stimme ist gelöscht.",
        compare: "Entwürfe vergleichen",
        compareTitle: "Vorher und nachher",
        compareNotes: "Was soll darin stehen?",
        compareTo: "An",
        compareGo: "Beide schreiben",
        before: "Vorher",
        after: "Nachher",
        compareNote: "Dieselben Notizen und derselbe Zufall; nur die gelernte Stimme unterscheidet sich.",
        inRail: (share) => `Lernt Ihre Stimme, ${share}`
    }
};
