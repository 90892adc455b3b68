import type {pages as english} from "./en-pages.ts";
import {capital, formats} from "./formats.ts";

const f = formats("de");
const {plural} = f;
const minutes = (seconds: number): string =>
    seconds < 60 ? "weniger als eine Minute" : plural(Math.round(seconds / 60), "Minute", "Minuten");

const better = (share: number): string =>
    share < 1 ? `um ${f.percent(share)} besser voraus als` : `${f.decimal(1 + share)}-mal so gut voraus wie`;

/** Words of training, downloads, connections and what was learned; the rest is in `de.ts`. */
export const pages: typeof english = {
    rewriting: {
        title: "Eine Stelle umschreiben",
        shortcut: "Tastenkürzel, das die Auswahl umschreibt",
        shortcutHint:
            "In jedem Programm: Die markierte Stelle wird so umgeschrieben, wie Sie es sagen würden, und die Zwischenablage " +
            "bleibt, wie sie war. Leer: keines. Zum Beispiel CommandOrControl+Alt+R.",
        passage: "Fügen Sie die Stelle ein",
        rewrite: "So, wie ich es sage"
    },
    learned: {
        sentence: (facts) => `${capital(facts.join(", "))}. Stimmt das?`,
        fact: (fact) => {
            switch (fact.type) {
                case "sentences":
                    return (
                        `${{short: "kurze Sätze", usual: "Sätze der üblichen Länge", long: "lange Sätze"}[fact.length]} ` +
                        `(${plural(Math.round(fact.words), "Wort", "Wörter")})`
                    );
                case "noCapitals":
                    return "alles klein";
                case "opening":
                    return `beginnt mit „${fact.text}“`;
                case "closing":
                    return `unterschreibt mit „${fact.text}“`;
                case "person":
                    return (
                        `${fact.greeting === null ? `schließt Briefe an ${fact.name}` : `begrüßt ${fact.name} mit „${fact.greeting}“`}` +
                        `${fact.greeting !== null && fact.signOff !== null ? " und schließt" : ""}` +
                        `${fact.signOff === null ? "" : ` mit „${fact.signOff}“`}`
                    );
                case "spelling":
                    return (
                        `${{british: "britische", american: "amerikanische"}[fact.variant]} Schreibweise ` +
                        `(${f.number(fact.telling)} von ${plural(fact.words, "Wort, das", "Wörtern, die")} es ` +
                        `${fact.words === 1 ? "zeigt" : "zeigen"})`
                    );
                case "never":
                    return {exclamationMarks: "nie ein Ausrufezeichen", emoji: "nie ein Emoji", semicolons: "nie ein Semikolon"}[fact.what];
            }
        },
        notQuite: "Nicht ganz",
        correct: {sentences: "Grenze setzen", opening: "Ich beginne anders", closing: "Ich unterschreibe anders", person: "Berichtigen"},
        ask: {
            sentences: "Höchstens so viele Wörter im Satz",
            opening: "So beginnen Briefe",
            closing: "So enden Briefe",
            ban: "Ein Wort oder eine Wendung"
        },
        keep: "Behalten",
        kept: (rule) => `Als Regel behalten: ${rule}.`,
        isRule: (rule) => `Ihre Regel: ${rule}`,
        makeRule: (rule) => `Regel: ${rule}`,
        rules: {
            longest: (words) => `kein Satz länger als ${words} Wörter`,
            start: (words) => `beginne mit „${words}“`,
            sign: (words) => `unterschreibe mit „${words}“`,
            ban: (words) => `nie „${words}“`,
            noCapitals: "schreibe alles klein",
            spelling: {british: "britische Schreibweise", american: "amerikanische Schreibweise"},
            never: {exclamationMarks: "keine Ausrufezeichen", emoji: "keine Emojis", semicolons: "keine Semikolons"}
        },
        yourRules: "Was Sie selbst gesagt haben",
        yourRulesNote: "Es geht dem Gelernten vor.",
        setGreeting: "Anrede festlegen",
        setSignOff: "Gruß festlegen",
        banWord: "Wort verbieten",
        ban: (word) => `Nie „${word}“ verwenden`,
        unban: (word) => `„${word}“ wieder erlauben`,
        pin: "Diesen Text anheften",
        unpin: "Nicht mehr anheften",
        pinned: "Angeheftet: Er wird dem Modell vor anderen seiner Art als Beispiel gegeben.",
        unpinned: "Nicht mehr angeheftet.",
        questions: "Was möchten Sie wissen?",
        parts: {
            sound: "Wie ich klinge",
            people: "Wie ich andere anspreche",
            leftOut: "Was ausgelassen wurde",
            years: "Im Lauf der Zeit",
            texts: "Meine Texte",
            deeper: "Gründlicher lernen"
        }
    },
    people: {
        add: "Jemanden hinzufügen",
        name: "Name oder Adresse",
        note: "In Ihren Briefen gefunden; was Sie selbst sagen, geht vor.",
        hint: "Die ganze Zeile, wie sie im Brief steht. Leer: gar keine.",
        correct: (name) => `Berichtigen: ${name}`,
        change: "Berichtigen",
        yours: "von Ihnen festgelegt",
        forget: "Wie in meinen Briefen"
    },
    stores: {
        found: "Auf diesem Rechner gefunden",
        unread: "Davon wurde nichts gelesen, und es wird auch nichts gelesen, was Sie nicht auswählen.",
        kinds: {
            "thunderbird": "Thunderbird",
            "apple-mail": "Apple Mail",
            "outlook": "Outlook",
            "outlook-mac": "Outlook für Mac",
            "takeout": "Google Takeout",
            "mail": "E-Mail-Ordner",
            "obsidian": "Obsidian-Vault",
            "blog": "Blog"
        },
        sent: (count) => plural(count, "Ordner mit gesendeten E-Mails", "Ordner mit gesendeten E-Mails"),
        learnSent: "Aus gesendeten E-Mails lernen",
        learnAll: "Aus allem",
        learn: "Daraus lernen",
        others: "Andere Ordner auf diesem Rechner",
        drop: "Loslassen, um daraus zu lernen",
        noPath:
            "Ein Browser sagt nicht, wo eine hierhergezogene Datei liegt: Geben Sie hier ihren Ordner oder Pfad ein, oder " +
            "verwenden Sie das Desktop-Programm."
    },
    connections: {
        title: "Verbindungen",
        lead:
            "Andere Programme auf diesem Rechner können um Entwürfe in Ihrer Stimme bitten. Jede Verbindung ist aus, bis Sie sie " +
            "einschalten, und hat ein eigenes Token. Nichts verlässt diesen Rechner.",
        names: {mcp: "MCP-Server", endpoint: "OpenAI-kompatibler Zugang", thunderbird: "Thunderbird"},
        allow: {
            mcp: "Assistenten über MCP fragen lassen",
            endpoint: "Programme fragen lassen, wie sie OpenAI fragen würden",
            thunderbird: "Die Thunderbird-Erweiterung fragen lassen"
        },
        what: {
            mcp:
                "Für Assistenten und Editoren, die das Model Context Protocol sprechen: Entwürfe und umgeschriebene Texte in Ihrer " +
                "Stimme, und ob ein Text nach Ihnen klingt.",
            endpoint: "Für jedes Programm, in dem sich eine OpenAI-Adresse einstellen lässt.",
            thunderbird:
                "Entwirft eine Antwort auf die Nachricht, die Sie lesen, und öffnet sie in Thunderbirds eigenem Fenster. Von " +
                "selbst wird nichts gesendet."
        },
        steps: {
            mcp: [
                "Öffnen Sie in den Einstellungen des Assistenten die Liste der MCP-Server und legen Sie dort einen mit dem " +
                    "Namen „idiolect“ an.",
                "Tragen Sie den Befehl unten ein; eine Adresse und ein Schlüssel sind nicht nötig.",
                "Starten Sie den Assistenten neu: Er bietet dann draft_in_my_voice, rewrite_in_my_voice und check_voice an."
            ],
            endpoint: [
                "Stellen Sie die Adresse unten als OpenAI-Adresse (Base URL) des Programms ein.",
                "Kopieren Sie das Token und tragen Sie es als API-Schlüssel ein.",
                "Wählen Sie das Modell idiolect-email, idiolect-reply, idiolect-subject, idiolect-headline, idiolect-continue " +
                    "oder idiolect-rewrite."
            ],
            thunderbird: [
                "Öffnen Sie in Thunderbird „Add-ons und Themes“, das Zahnrad, „Add-on aus Datei installieren“, und wählen Sie " +
                    "idiolect-thunderbird.xpi.",
                "Kopieren Sie das Token und tragen Sie es mit dem Port der Adresse unten in die Einstellungen der Erweiterung ein.",
                "Öffnen Sie eine Nachricht und klicken Sie darüber auf „Idiolect“."
            ]
        },
        address: {mcp: "Befehl", endpoint: "Adresse", thunderbird: "Adresse"},
        token: "Token",
        tokenHidden: (file) => `verborgen; liegt in ${file}`,
        showToken: "Zeigen",
        hideToken: "Verbergen",
        copyToken: "Token kopieren",
        renew: "Neues Token",
        renewTitle: "Ein neues Token erzeugen?",
        renewWords: "Programme mit dem alten werden von nun an abgewiesen, bis Sie ihnen das neue geben.",
        renewed: "Das alte Token wird von nun an abgewiesen.",
        neverUsed: "Seit dem Start von Idiolect nicht verwendet.",
        lastUsed: (date) => `Zuletzt verwendet: ${date}.`,
        port: "Port",
        portHint: "Auf 127.0.0.1, für den Zugang und Thunderbird. Ändern Sie ihn, wenn ein anderes Programm ihn belegt.",
        portWrong: "Geben Sie eine Zahl von 1024 bis 65535 ein.",
        on: "an",
        off: "aus"
    },
    catalogue: {
        title: "Modelle zum Herunterladen",
        lead:
            "Modelle unter freien Lizenzen. Idiolect fragt nur dann beim genannten Server an, wenn Sie auf „Herunterladen“ " +
            "klicken, und sendet nichts von Ihnen.",
        facts: (parameters, quantisation) =>
            `${parameters >= 1e9 ? `${f.decimal(parameters / 1e9)} Milliarden` : `${f.number(parameters / 1e6)} Millionen`} ` +
            `Parameter, ${quantisation}`,
        download: (host) => `Von ${host} herunterladen`,
        goOn: (loaded) => `Ab ${loaded} fortsetzen`,
        discard: "Geladenes verwerfen",
        discarded: "Gelöscht.",
        cancel: "Herunterladen anhalten",
        kept: "Angehalten. Was geladen wurde, bleibt erhalten, und Sie können dort fortsetzen.",
        needs: (memory) => `braucht ${memory} Speicher`,
        vectors: "kann Ihre Stimme lernen",
        noVectors: "nimmt keine Stimmvektoren an: entwirft nach Beispielen und Gewohnheiten",
        added: "in der Liste",
        unknownHash: "vorab ist keine Prüfsumme bekannt",
        stage: {connect: "Fragt den Server", load: "Lädt", check: "Prüft die Datei"},
        progress: (done, total) => (total === null ? done : `${done} von ${total}`),
        rate: (rate) => `${rate} je Sekunde`,
        stalled: (seconds) =>
            `Seit ${f.number(seconds)} Sekunden kommt nichts an. Idiolect versucht es von selbst noch einmal; Sie können auch ` +
            "anhalten und später fortsetzen.",
        timeLeft: (seconds) => `noch ${minutes(seconds)}`,
        begun: "Von einer Adresse begonnen",
        fromAddress: "Von einer Adresse …",
        addressTitle: "Ein Modell von einer Adresse herunterladen",
        addressHint: "Die Adresse einer GGUF-Datei. Sie beginnt mit https://; nur dieser Server wird gefragt.",
        address: "Adresse",
        served: "Modelle anderer Programme",
        servedLead:
            "Ollama, LM Studio und der Server von llama.cpp auf diesem Rechner. Sie entwerfen nach Beispielen und " +
            "Gewohnheiten; Stimmvektoren brauchen eine eigene Modelldatei. Ihre Notizen und Beispiele gehen an dieses Programm.",
        find: "Nach ihnen suchen",
        foundNone:
            "Auf diesem Rechner antwortet kein solches Programm. Starten Sie es, oder fügen Sie seine Adresse hinzu: " +
            "http://127.0.0.1:PORT/v1#NAME",
        addServed: (name) => `${name} hinzufügen`,
        isServed:
            "von einem anderen Programm bereitgestellt: entwirft nach Beispielen und Gewohnheiten; Stimmvektoren brauchen eine " +
            "eigene Modelldatei",
        trained: "hat Ihre Stimme gelernt",
        examples: "entwirft nach Beispielen und Gewohnheiten"
    },
    training: {
        title: "Meine Stimme gründlicher lernen",
        lead:
            "Lernt die Stimme, die dem Modell vorangestellt wird, aus Ihren eigenen Texten. Alles geschieht auf diesem Rechner; " +
            "Sie können unterdessen weiterschreiben.",
        act: "Meine Stimme gründlicher lernen",
        actFor: "Meine Stimme dafür lernen",
        again: "Neu lernen",
        asking: "Probiert einen Schritt, um zu sagen, was es braucht",
        estimateTitle: "Was es braucht",
        estimateTexts: (texts, keptOut) =>
            `Gelernt wird aus ${plural(texts, "Text", "Texten")} von Ihnen; ${f.number(keptOut)} neuere bleiben außen vor, um ` +
            "daran zu messen.",
        estimateTime: (seconds) =>
            seconds === null
                ? "Wie lange es dauert, lässt sich vorher nicht sagen."
                : `Höchstens etwa ${minutes(seconds)}, wenn der Rechner nichts anderes zu tun hat.`,
        estimateMemory: (needed, free) => `${needed} Speicher neben dem Modell, das schreibt; frei sind ${free}.`,
        start: "Beginnen",
        running: (model) => `Lernt Ihre Stimme für ${model}`,
        alone: "Von selbst begonnen, weil der Rechner nichts zu tun hatte. Es hält an, sobald Sie zurückkommen.",
        stage: {texts: "Liest Ihre Texte", train: "Lernt", measure: "Misst an den Texten, die außen vor blieben"},
        step: (step, steps) => `Schritt ${f.number(step)} von ${f.number(steps)}`,
        speed: (tokens) => `${plural(Math.round(tokens), "Token", "Token")} je Sekunde`,
        timeLeft: (seconds) => `noch ${minutes(seconds)}`,
        soFar: (share) => `Bisher sagt das Modell Texte, die es nicht kennt, ${better(share)} am Anfang.`,
        notYet: "An den Texten, die außen vor blieben, zeigt sich noch kein Gewinn.",
        pause: "Pausieren",
        cancel: "Training abbrechen",
        cancelTitle: "Training abbrechen?",
        cancelWords: "Was bis hierher erreicht wurde, wird gelöscht. Ihre Texte und eine früher gelernte Stimme bleiben.",
        unfinished: "Ein Training wurde unterbrochen und kann weitergehen, wo es war.",
        goOn: "Fortsetzen",
        discard: "Verwerfen",
        gained: (share) => `Mit der gelernten Stimme sagt das Modell Ihre eigenen Sätze ${better(share)} ohne sie.`,
        gainedHow: (keptOut, none, tuned) =>
            `Gemessen an ${plural(keptOut, "Text, den", "Texten, die")} es nicht kannte: Um so viel wahrscheinlicher ist im ` +
            `Mittel jedes nächste Wort (von ${none} auf ${tuned} Nats je Token).`,
        learnedFrom: (texts, date) => `Gelernt aus ${plural(texts, "Text", "Texten")} am ${date}.`,
        grown: "Ihre Texte sind seither um mindestens ein Fünftel mehr geworden: Es lohnt sich, neu zu lernen.",
        stale: () =>
            "Die gelernte Stimme passt nicht mehr: Ein Text, aus dem sie gelernt wurde, ist ausgelassen oder nicht mehr da, " +
            "oder sie gehört zu einem anderen Modell. Lassen Sie sie neu lernen.",
        failed: (sentence) => sentence,
        tooFew: (texts, least) =>
            `Es gibt ${plural(texts, "Text", "Texte")} von Ihnen, und nötig sind ${f.number(least)}: Fügen Sie Ordner mit weiteren hinzu.`,
        use: "Für Entwürfe verwenden",
        useHint:
            "Die gelernte Stimme wurde behalten, weil Entwürfe mit ihr etwa so viele Ihrer Notizen wiedergeben wie ohne sie. " +
            "Vergleichen Sie beide, und schalten Sie sie aus, wenn sie Ihnen weniger gefällt.",
        byItself: "Von selbst lernen, wenn der Rechner nichts zu tun hat",
        byItselfHint: "Nur am Stromnetz, und wieder, wenn Ihre Texte um ein Fünftel gewachsen sind. Es hält an, sobald Sie zurückkommen.",
        byItselfNot:
            "Von selbst zu lernen, während der Rechner ruht, ist hier aus: Nur das Desktop-Programm weiß, wann er ruht und ob " +
            "er am Stromnetz hängt.",
        erase: "Gelernte Stimme löschen",
        eraseTitle: "Gelernte Stimme löschen?",
        eraseWords: "Die gelernten Stimmen aller Modelle werden von diesem Rechner gelöscht. Ihre Texte und die Bibliothek bleiben.",
        erased: "Die gelernte Stimme ist gelöscht.",
        compare: "Entwürfe vergleichen",
        compareTitle: "Vorher und nachher",
        compareNotes: "Was soll darin stehen?",
        compareTo: "An",
        compareGo: "Beide schreiben",
        before: "Vorher",
        after: "Nachher",
        compareNote: "Dieselben Notizen und dieselben Zufallszahlen; nur die gelernte Stimme ist der Unterschied.",
        inRail: (share) => `Lernt Ihre Stimme, ${share}`
    },
    snippets: {
        title: "Textbausteine",
        lead:
            "Texte von Ihnen, die so eingefügt werden, wie sie sind: eine Wegbeschreibung, eine Kontonummer, wo der Schlüssel " +
            "liegt. Bausteine für eine bestimmte Person stehen oben, wenn Sie ihr schreiben.",
        insert: "Textbaustein einfügen",
        insertOne: (name) => `Textbaustein „${name}“ einfügen`,
        manage: "Textbausteine verwalten",
        add: "Textbaustein hinzufügen",
        keepSelection: "Auswahl als Textbaustein behalten",
        forThem: (who) => `Für ${who}`,
        everybody: "Für alle",
        name: "Name",
        text: "Text",
        to: "Für",
        toHint: "Namen oder Adressen, durch Kommas getrennt. Leer: für alle.",
        keep: "Textbaustein behalten",
        taken: "Einen Textbaustein dieses Namens gibt es schon: Wählen Sie einen anderen Namen.",
        edit: (name) => `„${name}“ bearbeiten`,
        remove: (name) => `„${name}“ entfernen`,
        removed: "Der Textbaustein ist entfernt."
    }
};
