import type {IndexProgress} from "../../app/contract/index.ts";
import {wordSentence} from "../../app/sentences/wording.ts";
import {pages} from "./de-pages.ts";
import {formats} from "./formats.ts";
import type {Messages} from "./messages.ts";

const f = formats("de");
const {plural} = f;

/** why the voice meter gives no number */
const obstacles: Readonly<Record<string, (words: number, texts: number) => string>> = {
    "text-too-short": (words) => `Ohne Anrede und Gruß hat der Text ${plural(words, "Wort", "Wörter")}; ab 40 gibt es eine Zahl.`,
    "history-too-small": (_words, texts) =>
        `Zum Vergleich gibt es ${plural(texts, "Text", "Texte")} in dieser Sprache; ab 10 gibt es eine Zahl.`,
    "no-population": () => "Für diese Sprache fehlen Texte anderer zum Vergleich.",
    "no-difference": () => "Ihre Texte unterscheiden sich zu wenig von denen anderer: Fügen Sie weitere hinzu.",
    unreadable: () => "Der Text ist schwerer zu lesen als Ihre: Seine Wörter bilden keine Sätze.",
    "copied-from-history": () => "Der Text ist zum Teil aus einem Ihrer Texte abgeschrieben.",
    "notes-missing": () => "Vieles, was in den Notizen steht, fehlt.",
    "notes-repeated": () => "Der Text wiederholt nur die Notizen, statt sie auszuformulieren."
};

export const de: Messages = {
    name: "Idiolect",
    close: "Schließen",
    cancel: "Abbrechen",
    loading: "Wird geladen",
    tryAgain: "Noch einmal",
    remove: "Entfernen",
    choose: "Auswählen …",
    undo: "Rückgängig",
    copied: "Kopiert.",
    saved: "Gespeichert.",
    skipToText: "Zum Text springen",
    number: (value) => f.number(value),
    percent: (share) => f.percent(share),
    date: (iso) => f.date(iso),
    say: (sentence) => wordSentence(sentence, "de"),
    bytes: (size) => f.bytes(size),
    exact: (value) => f.exact(value),
    ...pages,
    kinds: {email: "E-Mail", reply: "Antwort", subject: "Betreff", headline: "Überschrift", continue: "Weiterschreiben"},
    itemKinds: {email: "E-Mails", reply: "Antworten", headline: "Artikel", continue: "Prosa"},
    texts: (count) => plural(count, "Text", "Texte"),
    files: (count) => plural(count, "Datei", "Dateien"),
    words: (count) => plural(count, "Wort", "Wörter"),
    screens: {
        write: "Schreiben",
        drafts: "Entwürfe",
        voice: "Meine Stimme",
        sources: "Quellen",
        models: "Modelle",
        connections: "Verbindungen",
        privacy: "Privatsphäre",
        settings: "Einstellungen"
    },
    frame: {
        navigation: "Seiten",
        upToDate: (items) => `${items} gelernt`,
        learning: "Lernt …",
        nothingLearned: "Noch nichts gelernt",
        commands: "Befehle",
        searchCommands: "Was möchten Sie tun?",
        noCommand: "Diesen Befehl gibt es nicht.",
        lost: "Das Fenster hat die Verbindung zu Idiolect verloren. Starten Sie Idiolect neu.",
        broken: "Dieser Teil des Fensters ist ausgefallen; Ihre Texte sind sicher.",
        reload: "Fenster neu laden"
    },
    welcome: {
        title: "Entwürfe, die nach Ihnen klingen",
        lead:
            "Zeigen Sie Idiolect, wo Ihre Texte liegen. Es lernt, wie Sie schreiben, und entwirft in Ihrer Stimme. Alles bleibt " +
            "auf diesem Rechner.",
        chooseFolder: "Ordner auswählen",
        folderHint: "E-Mails, Beiträge, Artikel, Notizen: alles, was Sie selbst geschrieben haben.",
        found: "Auf diesem Rechner gefunden",
        trySamples: "Mit den Beispielen ausprobieren",
        samplesHint: "Gut dreißig Briefe und Beiträge von einer erfundenen Person.",
        steps: "Schritte",
        step: {where: "Wo", who: "Wer", learn: "Lernen", draft: "Erster Entwurf"},
        who: "Wer sind Sie?",
        whoLead: "In E-Mails zählt nur, was Sie selbst geschrieben haben. Kreuzen Sie Ihre eigenen Namen und Adressen an.",
        whoGuess: (written, messages) => `schrieb ${f.number(written)} von ${plural(messages, "Nachricht", "Nachrichten")}`,
        whoMissing: "Ein weiterer Name oder eine weitere Adresse",
        whoAdd: "Hinzufügen",
        whoNone: "Es wurden keine Absender gefunden, darum gelten alle Texte als Ihre eigenen.",
        next: "Weiter",
        back: "Zurück",
        learning: "Lernt, wie Sie schreiben",
        stop: "Lernen anhalten",
        stopped: (items) =>
            items === null
                ? "Angehalten, bevor ein Text gelernt war. Der Ordner bleibt unter Quellen in der Liste, mit einer Pause: Es wird nichts " +
                  "mehr daraus gelesen."
                : `Angehalten: ${items} bis hierher gelernt; das bleibt erhalten. Der Rest wird erst gelesen, wenn Sie fortfahren; unter ` +
                  "Quellen können Sie den Ordner auch mit allem entfernen, was daraus gelernt wurde.",
        goOn: "Weiterlernen",
        learned: (items) => `Das war alles: ${items} gelernt.`,
        learnedNothing:
            "Aus diesem Ordner ließ sich nichts lernen. Wählen Sie einen anderen, oder sehen Sie unter Quellen nach, was " +
            "ausgelassen wurde und warum.",
        firstDraft: "Ersten Entwurf schreiben",
        firstNotes: "thank them for yesterday; suggest lunch on Thursday; ask for the photos",
        skip: "Nicht jetzt"
    },
    write: {
        title: "Schreiben",
        kind: "Was geschrieben werden soll",
        to: "An",
        subject: "Betreff",
        optional: "optional",
        notes: {
            email: "Was soll darin stehen? Ein paar Stichworte genügen.",
            reply: "Was soll in der Antwort stehen? Lassen Sie das Feld leer, um zu sehen, was Sie antworten könnten.",
            subject: "Fügen Sie die E-Mail ein, die einen Betreff braucht.",
            headline: "Fügen Sie den Artikel ein, der eine Überschrift braucht.",
            continue: "Beginnen Sie den Text; Idiolect schreibt weiter."
        },
        message: "Die Nachricht, auf die Sie antworten",
        messageHint: "Einfügen oder eine .eml-Datei hierherziehen",
        openMessage: "Nachricht öffnen …",
        pastedMail: "die eingefügte E-Mail",
        mailTaken: "Als die Nachricht übernommen, auf die Sie antworten.",
        mailAsText: "Als Text einfügen",
        strength: "Stärke",
        length: "Länge",
        warmth: "Wärme",
        strengthWord: (value) =>
            value < 0.15
                ? "irgendwer"
                : value < 0.6
                  ? "ein Hauch von mir"
                  : value < 0.9
                    ? "größtenteils ich"
                    : value <= 1.1
                      ? "ich"
                      : value <= 1.4
                        ? "betont ich"
                        : "überzeichnet",
        lengthWord: (value) =>
            value < -0.6 ? "viel kürzer" : value < -0.1 ? "kürzer" : value <= 0.1 ? "wie sonst" : value <= 0.6 ? "länger" : "viel länger",
        warmthWord: (value) =>
            value < -0.6 ? "sachlich" : value < -0.1 ? "nüchterner" : value <= 0.1 ? "wie sonst" : value <= 0.6 ? "wärmer" : "herzlich",
        cleared: "Bereit für einen neuen Text.",
        draft: "Entwerfen",
        draftAgain: "Neu entwerfen",
        stopAll: "Anhalten",
        count: "Entwürfe nebeneinander",
        rules: (count) => (count === 0 ? "Regel hinzufügen" : plural(count, "Regel", "Regeln")),
        rulesTitle: "Regeln",
        rulesLead:
            "Regeln gehen der gelernten Stimme vor. Eine pro Zeile, zum Beispiel: keine Ausrufezeichen; höchstens 80 Wörter; " +
            "unterschreibe mit „J.“",
        rulesSave: "Regeln behalten",
        unsupported: (words) => `„${words}“ steht nicht in Ihren Notizen`,
        factKeep: "Stimmt",
        factKeepIt: (words) => `Stimmt: „${words}“`,
        factCut: "Entfernen",
        factCutIt: (words) => `Entfernen: „${words}“`,
        factRemoved: "Aus dem Entwurf entfernt.",
        noMatch: "Stimme nicht gemessen",
        noMatchAsk: "Warum es keine Zahl dafür gibt, wie sehr das nach Ihnen klingt",
        voiceAsk: "Wie sehr das nach Ihnen klingt, und worauf die Zahl beruht",
        voiceTitle: "Wie sehr das nach Ihnen klingt",
        voiceNothing: "Es ist noch nichts gelernt, womit sich ein Text vergleichen ließe.",
        voicePosition: (position, ci) =>
            `${f.number(position)} auf einer Skala, auf der Texte anderer im Mittel bei 0 liegen und Ihre eigenen bei 100` +
            `${ci === null ? "" : `; bei dieser Länge kann es auch zwischen ${f.number(ci[0])} und ${f.number(ci[1])} liegen`}.`,
        voiceBasis: (words, texts) =>
            `Das beruht auf ${plural(words, "Wort", "Wörtern")} dieses Entwurfs und ${plural(texts, "Text", "Texten")} von ` +
            "Ihnen in seiner Sprache.",
        voiceReason: (obstacle, words, texts, reason) =>
            (obstacle === null ? undefined : obstacles[obstacle]?.(words, texts)) ?? reason ?? "Für diesen Text gibt es keine Zahl.",
        ruleChecked: "vom Programm geprüft",
        ruleAsked: "dem Modell gesagt, nicht geprüft",
        rulesChecked: "Wie jede Regel angewendet wird",
        noteMissing: (note: string) => `Fehlt: ${note}`,
        ruleBroken: (rule) => `Hält die Regel „${rule}“ nicht ein.`,
        drafts: "Entwürfe",
        draftTitle: (n) => `Entwurf ${n}`,
        waiting: "Beginnt",
        stage: {model: "Lädt das Modell", persona: "Findet Ihre Stimme", prompt: "Liest Ihre Angaben"},
        writing: "Schreibt",
        stopped: "Angehalten",
        done: "Fertig",
        cut: "Längengrenze erreicht",
        match: (share) => `${share} nach Ihnen`,
        matchWords: (share) => `${share} Ihrer Gewohnheiten eingehalten`,
        empty: "Das Modell hat hierzu nichts geschrieben. Versuchen Sie es noch einmal, oder sagen Sie etwas mehr.",
        stop: "Diesen Entwurf anhalten",
        copy: "Kopieren",
        edit: "Bearbeiten",
        again: "Stattdessen einen anderen",
        againWord: "Einen anderen",
        show: (n) => `Entwurf ${n} zeigen`,
        failed: "Fehlgeschlagen",
        faults: (count) => `${f.number(count)} zu prüfen`,
        how: "Wie die Entwürfe sein sollen",
        howWords: (strength, length, warmth) =>
            [`Stimme: ${strength}`, ...(length === null ? [] : [`Länge: ${length}`]), ...(warmth === null ? [] : [warmth])].join(", "),
        otherWays: "Als E-Mail",
        copyReply: "Mit zitierter Nachricht kopieren",
        wrote: (who) => (who === null ? "Sie schrieben:" : `${who} schrieb:`),
        more: "Mehr in dieser Art",
        why: "Warum so?",
        mail: "In meinem Mailprogramm öffnen",
        ended: (n) => `Entwurf ${n} ist geschrieben.`,
        learnFirst: "Idiolect hat noch nicht aus Ihren Texten gelernt, darum sind diese Entwürfe nicht in Ihrer Stimme.",
        addSource: "Ordner auswählen",
        firstHint: "Schreiben Sie, was Sie sagen möchten, und drücken Sie",
        field: {to: "An", subject: "Betreff", notes: "die Notizen", message: "die Nachricht", text: "der Text"},
        tooLong: (fields) =>
            `Länger, als das Modell lesen kann; ein Teil blieb weg: ${fields.map((each) => de.write.field[each] ?? each).join(", ")}.`,
        withheld: (line, more) =>
            `Vom Modell nicht gelesen, weil es Anweisungen an ein Modell sind: „${line}“` +
            (more === 0 ? "" : ` und ${more} weitere ${more === 1 ? "Zeile" : "Zeilen"}`)
    },
    why: {
        title: "Warum dieser Entwurf",
        shapedBy: "Texte von mir, die ihn geprägt haben",
        shapedByNote: "Der Anteil jedes Textes an Ihrer Stimme in diesem Entwurf.",
        examplesNote: "Sie wurden dem Modell als Beispiele gegeben; der Anteil sagt, wie viel jeder zählt.",
        trainedOnAll:
            "Alle Texte, an denen die Stimme trainiert wurde, haben diesen Entwurf gemeinsam geprägt; kein einzelner wurde dem Modell " +
            "gegeben.",
        trainedNote:
            "Alle Texte, aus denen die Stimme gelernt wurde, haben diesen Entwurf geprägt; dieser war dem Modell außerdem ein Beispiel.",
        noInfluences: "Kein Text hat diesen Entwurf geprägt: Er entstand ohne Ihre Stimme.",
        habits: "Meine Gewohnheiten und dieser Entwurf",
        habitsNote: "Im Band liegen Ihre eigenen Texte; der Punkt ist dieser Entwurf.",
        noHabits: "Es gibt zu wenige Texte dieser Art zum Vergleichen.",
        without: "Dasselbe ohne meine Stimme",
        withVoice: "Mit meiner Stimme",
        withoutVoice: "Ohne",
        compare: "Ohne meine Stimme schreiben",
        mine: "bei mir",
        draft: "im Entwurf",
        open: "Datei zeigen",
        exclude: "Diesen Text auslassen",
        excluded: "Ausgelassen. Er prägt keine Entwürfe mehr."
    },
    edit: {
        title: "Bearbeiten",
        text: "Der Text",
        back: "Zurück zu den Entwürfen",
        selectHint: "Wählen Sie eine Stelle aus, um sie zu ändern, oder ändern Sie den ganzen Text.",
        how: {shorter: "Kürzer", longer: "Länger", warmer: "Wärmer", plainer: "Schlichter", mine: "So, wie ich es sage"},
        passage: "Stelle ändern",
        ask: "Sagen, was sich ändern soll",
        askHint: "bestimmter, und biete Dienstag an",
        keepAction: "Als eigene Aktion behalten",
        actionKept: "Als Aktion behalten",
        ownActions: "Eigene Aktionen",
        removeAction: (action) => `„${action}“ entfernen`,
        tooLong: "Die Stelle ist länger, als das Modell auf einmal lesen kann: Wählen Sie eine kürzere aus.",
        notDone: (parts) => `Das ging nicht, ohne zu ändern, was der Text sagt: ${parts.join("; ")}.`,
        couldNot: {
            shorter: "Das ließ sich nicht kürzen, ohne etwas wegzulassen, was darin steht.",
            longer:
                "Das ließ sich nicht verlängern, ohne etwas zu sagen, was Sie nicht gesagt haben: Geben Sie an, was hinzukommen " +
                "soll, oder schreiben Sie es selbst.",
            warmer: "Das ließ sich nicht herzlicher sagen, ohne zu ändern, was es sagt: Ein größeres Modell kann es vielleicht.",
            plainer: "Dafür gibt es keine schlichteren Wörter, die dasselbe sagen: Ein größeres Modell findet vielleicht welche.",
            mine: "An dieser Stelle würden Sie nichts anders sagen, soweit dieses Modell es erkennt."
        },
        working: "Schreibt die Stelle um",
        accept: "Annehmen",
        refuse: "Ablehnen",
        proposal: "Vorgeschlagene Änderung",
        saving: "Speichert …",
        saved: "Gespeichert",
        unsaved: "Noch nicht gespeichert",
        versions: "Fassungen",
        versionWhy: {model: "wie entworfen", edit: "bearbeitet", revision: "Änderung angenommen"},
        restore: "Diese Fassung wiederherstellen",
        noVersions: "Es gibt keine früheren Fassungen.",
        gone: "Dieser Text wird nicht mehr aufbewahrt.",
        stale: "Die Stelle hat sich inzwischen geändert; es wurde nichts ersetzt.",
        nothingChanged: "An dieser Stelle gibt es nichts zu ändern.",
        length: (words, share) => (share === null ? words : `${words} · ${share} nach Ihnen`)
    },
    drafts: {
        title: "Entwürfe",
        lead: "Entwürfe, die Sie bearbeitet haben, mit allen Fassungen, und solche, die Sie nicht bearbeitet haben.",
        search: "Entwürfe durchsuchen",
        none: "Noch keine Entwürfe",
        noneHint: "Bearbeiten Sie einen Entwurf, dann bleibt er hier mit allen Fassungen.",
        notFound: "Kein Entwurf enthält diese Wörter.",
        written: "Entworfen, nicht bearbeitet",
        untitled: "Ohne Titel",
        remove: "Diesen Entwurf entfernen",
        removeTitle: "Diesen Entwurf entfernen?",
        removeWords: "Der Text und seine Fassungen werden von diesem Rechner gelöscht.",
        open: (title) => `„${title}“ öffnen`
    },
    voice: {
        title: "Meine Stimme",
        lead: "Was Idiolect aus Ihren Texten gelernt hat. Alles lässt sich berichtigen, auslassen, exportieren und löschen.",
        all: "Alles",
        empty: "Noch nichts gelernt",
        emptyHint: "Fügen Sie einen Ordner mit Ihren Texten hinzu, dann erscheinen hier Ihre Gewohnheiten.",
        // "aus" takes the dative
        basis: (texts, words) => `Aus ${plural(texts, "Text", "Texten")}, ${plural(words, "Wort", "Wörtern")}.`,
        habits: "Gewohnheiten",
        openings: "So beginne ich",
        closings: "So schließe ich",
        favourites: "Wörter, die ich mag",
        tooFew: "Zu wenige Texte für eine Aussage.",
        never: "Nie oder kaum:",
        overTime: "Über die Jahre",
        overTimeNote: "Durchschnitt der Texte jedes Jahres.",
        noYears: "Ein Verlauf braucht mindestens drei Jahre mit je fünf Texten; dafür tragen zu wenige Ihrer Texte ein Datum.",
        habit: "Gewohnheit",
        map: "Karte meiner Texte",
        mapNote: "Was ähnlich klingt, liegt beieinander. Zeigen Sie auf einen Text, um ihn zu lesen; klicken Sie für mehr.",
        mapTooFew: "Die Karte braucht mindestens drei gelernte Texte.",
        mapList: "Texte auf der Karte",
        colourBy: "Farbe nach",
        byKind: "Art",
        byYear: "Jahr",
        noYear: "ohne Datum",
        shown: (shown, total) => `${shown} von ${total} gezeigt`,
        people: "Anreden und Grüße",
        person: "An",
        greeting: "Anrede",
        signOff: "Gruß",
        noPeople: "Es wurden keine E-Mails mit Empfängern gelernt.",
        leftOut: "Ausgelassen",
        leftOutNote: "Texte, die Sie ausgelassen haben. Sie prägen keine Entwürfe.",
        noneLeftOut: "Sie haben keinen Text ausgelassen.",
        search: "Meine Texte durchsuchen",
        searchHint: "Finden Sie einen Text, um ihn zu lesen oder auszulassen.",
        leaveOut: "Diesen Text auslassen",
        takeBack: "Wieder aufnehmen",
        export: "Exportieren",
        exported: "Exportiert.",
        erase: "Löschen",
        eraseTitle: "Gelerntes löschen?",
        eraseWords:
            "Die Bibliothek und Ihre Stimme werden von diesem Rechner gelöscht. Ihre eigenen Dateien bleiben unberührt. Die " +
            "Ordner bleiben in der Liste, und aus ihnen kann neu gelernt werden.",
        erased: "Gelöscht.",
        from: (path) => `Aus ${path}`,
        to: (names) => `An ${names}`,
        habitNames: {
            sentenceLength: "Satzlänge",
            textLength: "Länge eines Textes",
            wordLength: "Wortlänge",
            paragraphLength: "Absatzlänge",
            contractions: "Zusammenziehungen",
            exclamationMarks: "Ausrufezeichen",
            questionMarks: "Fragezeichen",
            commas: "Kommas",
            dashes: "Gedankenstriche",
            semicolons: "Semikolons",
            colons: "Doppelpunkte",
            brackets: "Klammern",
            ellipses: "Auslassungspunkte",
            emoji: "Emojis",
            lowerCaseStarts: "Kleingeschriebene Satzanfänge",
            openEnds: "Absätze ohne Satzzeichen am Ende",
            lowerCaseI: "Kleines „i“ für „ich“",
            capitalWords: "WÖRTER IN GROSSBUCHSTABEN",
            firstPerson: "„Ich“ und „mich“",
            youWords: "„Du“ und „Sie“",
            greeting: "Beginnt mit einer Anrede",
            signOff: "Endet mit einem Gruß",
            lineLength: "Länge einer Überschrift",
            lineCapitals: "Großgeschriebene Wörter in Überschriften",
            lineLowerCase: "Kleingeschriebene Überschriften",
            lineAllCapitals: "Überschriften in Großbuchstaben",
            lineColon: "Doppelpunkte in Überschriften",
            lineQuestion: "Fragende Überschriften",
            lineDigits: "Zahlen in Überschriften",
            lineFullStop: "Überschriften mit Punkt",
            lineComma: "Kommas in Überschriften",
            opening: "Anrede",
            closing: "Gruß"
        },
        value: (value, unit) =>
            unit === "share"
                ? f.percent(value)
                : unit === "words"
                  ? `${f.decimal(value)} ${f.decimal(value) === "1" ? "Wort" : "Wörter"}`
                  : unit === "characters"
                    ? `${f.decimal(value)} ${f.decimal(value) === "1" ? "Buchstabe" : "Buchstaben"}`
                    : `${f.decimal(value)} je 100 Wörter`
    },
    sources: {
        title: "Quellen",
        lead: "Die Ordner, in denen Ihre Texte liegen. Idiolect liest sie, bemerkt Änderungen darin und schreibt nie hinein.",
        add: "Ordner hinzufügen",
        addTitle: "Ordner hinzufügen",
        path: "Ordner",
        pathHint: "Alles darunter wird gelesen.",
        learn: "Aus diesem Ordner lernen",
        browse: "Ordner hier",
        up: "Ein Ordner höher",
        empty: "Noch kein Ordner",
        emptyHint: "Wählen Sie einen Ordner mit E-Mails, Beiträgen oder Artikeln, die Sie geschrieben haben.",
        learning: "Lernt",
        stop: "Anhalten",
        stopped: "Angehalten. Was bis hierher gelernt wurde, bleibt erhalten.",
        scan: "Nach Änderungen suchen",
        state: {
            ready: "Auf dem neuesten Stand",
            scanning: "Lernt",
            paused: "Pausiert",
            unreachable: "Nicht erreichbar",
            held: "Wartet auf Ihre Antwort"
        },
        counts: (items, files) => `${items} aus ${files}`,
        skippedCount: (count) => plural(count, "Datei ausgelassen", "Dateien ausgelassen"),
        pause: "Pausieren",
        resume: "Fortsetzen",
        removeTitle: (path) => `Nicht mehr aus ${path} lernen?`,
        removeWords: "Was aus diesem Ordner gelernt wurde, wird vergessen. Die Dateien darin bleiben unberührt.",
        removeAction: "Ordner vergessen",
        held: "Mehr als die Hälfte der Texte dieses Ordners ist verschwunden. Wurden sie gelöscht, oder fehlt ein Laufwerk?",
        heldKeep: "Vorerst behalten",
        heldForget: "Sie wurden gelöscht",
        kinds: "Was darin liegt",
        kindsFound: "Jede Art",
        progress: (progress: IndexProgress | null) => {
            if (progress === null) return "Bereitet vor";
            const of = progress.total ?? progress.done;
            const done = progress.total === null ? f.number(progress.done) : `${f.number(progress.done)} von ${f.number(progress.total)}`;
            switch (progress.phase) {
                case "scan":
                    return `Sieht den Ordner durch: ${done} ${of === 1 ? "Datei" : "Dateien"}`;
                case "read":
                    return `Liest ${done} ${of === 1 ? "Datei" : "Dateien"}`;
                case "encode":
                    return `Lernt den Stil von ${done} ${of === 1 ? "Text" : "Texten"}`;
            }
        },
        timeLeft: (seconds) =>
            seconds === null ? "" : seconds < 60 ? "noch weniger als eine Minute" : `noch etwa ${f.number(Math.round(seconds / 60))} min`,
        result: (items, skipped) =>
            `${plural(items, "Text", "Texte")} gelernt${skipped > 0 ? `, ${plural(skipped, "Datei", "Dateien")} ausgelassen` : ""}.`,
        skipped: "Ausgelassen, und warum",
        noSkipped: "Keine Datei wurde ausgelassen.",
        andMore: (count) => `und ${count} weitere`,
        explain: "Was in dieser Datei zählt",
        kept: "Gilt als von mir",
        leftOut: "Ausgelassen",
        nothingKept: "Nichts in dieser Datei gilt als von Ihnen.",
        identities: "Wer ich bin",
        identitiesLead: "In E-Mails zählt nur, was unter diesen Namen und Adressen geschrieben wurde.",
        identitiesPlaceholder: "Name oder Adresse",
        identitiesAdd: "Hinzufügen",
        noIdentities: "Es ist kein Name angegeben, darum gelten alle E-Mails als von Ihnen."
    },
    models: {
        title: "Modelle",
        lead: "Das Sprachmodell schreibt; Ihre Stimme wird ihm vorangestellt. Modelle sind Dateien auf diesem Rechner.",
        inUse: "In Verwendung",
        use: "Dieses verwenden",
        verify: "Datei prüfen",
        add: "Modell hinzufügen …",
        addTitle: "Modell hinzufügen",
        addPath: "Modelldatei (GGUF) oder Adresse eines bereitgestellten Modells",
        addHint: "Eine Datei im Format von llama.cpp, die dort bleibt, wo sie liegt, oder http://127.0.0.1:PORT/v1#NAME.",
        embedded: "mitgeliefert",
        plug: "kennt Ihre Stimme",
        fits: "passt auf diesen Rechner",
        fitsNot: "zu groß für den Speicher dieses Rechners",
        memory: (free, total) => `${free} von ${total} Speicher frei`,
        threads: (count) => plural(count, "Thread", "Threads"),
        none: "Kein Modell gefunden",
        noneHint: "Fügen Sie eine GGUF-Datei hinzu, mit der geschrieben wird.",
        switching: "Lädt das Modell",
        size: "Größe",
        architecture: "Architektur"
    },
    privacy: {
        title: "Privatsphäre",
        lead: "Ihre Texte, das Gelernte und die Entwürfe bleiben auf diesem Rechner. Diese Seite führt alles auf.",
        network: "Netzwerk",
        noNetwork: "Idiolect stellt keine Verbindung her.",
        noNetworkHint: "Kein Konto, keine Telemetrie, keine Suche nach Aktualisierungen. Das Fenster darf keine Adresse aufrufen.",
        networkWhen: "Wann",
        networkWhere: "Wohin",
        connections: "Andere Programme auf diesem Rechner",
        connectionsNote: "Ein- und ausgeschaltet unter „Verbindungen“.",
        stored: "Was wo gespeichert ist",
        what: {
            library: "Bibliothek: Ihre Texte, deren Vektoren, der Suchindex",
            personas: "Stimmen, die aus Ihren Texten gelernt wurden",
            adapters: "Adapter (LoRA), die aus Ihren Texten gelernt wurden, im Format von llama.cpp",
            settings: "Einstellungen und Ordner",
            drafts: "Entwürfe und ihre Fassungen",
            models: "Modelle",
            other: "Anderes"
        },
        encrypted: "verschlüsselt",
        plain: "nicht verschlüsselt",
        total: (size) => `${size} insgesamt`,
        nothingStored: "Noch ist nichts gespeichert.",
        erase: "Alles löschen",
        eraseLead: "Löscht all das außer den mitgelieferten Modellen. Ihre eigenen Dateien bleiben unberührt.",
        eraseTitle: "Alles löschen, was Idiolect gespeichert hat?",
        eraseWords:
            "Die Bibliothek, Ihre Stimme, die Entwürfe und die Einstellungen werden endgültig von diesem Rechner gelöscht. " +
            "Ihre eigenen Dateien bleiben unberührt.",
        erased: "Alles ist gelöscht."
    },
    settings: {
        title: "Einstellungen",
        look: "Aussehen",
        theme: "Farben",
        themes: {system: "System", light: "Hell", dark: "Dunkel"},
        language: "Sprache",
        languages: {system: "System", en: "English", de: "Deutsch"},
        writing: "Schreiben",
        learn: "Aus meinen Änderungen lernen",
        learnHint:
            "Ein Entwurf, den Sie bearbeiten oder kopieren, zählt zu Ihren Texten; er ist als Entwurf gekennzeichnet und hat " +
            "weniger Gewicht als das, was Sie selbst geschrieben haben.",
        desktop: "Desktop",
        quickBrief: "Tastenkürzel für den Kurzauftrag",
        quickBriefHint: "Öffnet über jedem Programm ein kleines Fenster; der Entwurf kommt in die Zwischenablage. Leer: keines.",
        notifications: "Benachrichtigen, wenn eine lange Arbeit fertig ist",
        updates: "Idiolect aktuell halten",
        updatesHint: (where: string): string =>
            `Fragt einmal am Tag bei ${where} nach, solange nichts geschrieben oder gelesen wird. Eine neue Version wird beim ` +
            "Beenden installiert. Von Ihnen wird nichts gesendet.",
        updateReady: (version: string): string => `Idiolect ${version} wird beim Beenden installiert.`,
        updateOlder: (version: string): string =>
            `Angeboten wird nur Idiolect ${version}, das älter ist als dieses; es wird nicht installiert.`,
        machine: "Rechner",
        threads: "Threads",
        threadsHint: "0: so viele, wie zu diesem Rechner passen.",
        shortcuts: "Tastenkürzel",
        about: (version) => `Idiolect ${version}`
    },
    quick: {
        title: "Kurzauftrag",
        notes: "Was soll darin stehen?",
        draft: "In die Zwischenablage entwerfen",
        onClipboard: "In der Zwischenablage."
    },
    learnedFromEdit: "In Ihre Texte aufgenommen.",
    commands: {
        draft: "Entwerfen",
        stop: "Schreiben anhalten",
        palette: "Alle Befehle",
        newText: "Neuer Text",
        copy: "Diesen Entwurf kopieren",
        edit: "Diesen Entwurf bearbeiten",
        showDraft: (n) => `Entwurf ${n} zeigen`,
        copyDraft: (n) => `Entwurf ${n} kopieren`,
        editDraft: (n) => `Entwurf ${n} bearbeiten`,
        whyDraft: (n) => `Warum Entwurf ${n} so ist`,
        againDraft: (n) => `Einen anderen statt Entwurf ${n}`,
        moreDraft: (n) => `Mehr wie Entwurf ${n}`,
        stopDraft: (n) => `Entwurf ${n} anhalten`,
        mailDraft: (n) => `Entwurf ${n} im Mailprogramm öffnen`,
        kind: (kind) => `Schreiben: ${kind}`,
        goTo: (screen) => `Gehe zu: ${screen}`,
        strengthUp: "Mehr von meiner Stimme",
        strengthDown: "Weniger von meiner Stimme",
        rules: "Regeln bearbeiten",
        light: "Helle Farben",
        dark: "Dunkle Farben",
        systemTheme: "Farben des Systems",
        addFolder: "Ordner hinzufügen",
        scan: "In meinen Ordnern nach Änderungen suchen",
        undo: "Rückgängig",
        accept: "Änderung annehmen",
        refuse: "Änderung ablehnen",
        versions: "Fassungen dieses Textes"
    }
};
