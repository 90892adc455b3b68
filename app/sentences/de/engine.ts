import type {engine as en} from "../en/engine.ts";
import type {Translated} from "../entry.ts";

const tokens = (count: number): string => `${count.toLocaleString("de")} Token`;

export const engine: Translated<typeof en> = {
    "engine.no-model": "Es ist kein Sprachmodell geladen; wählen Sie zuerst eines.",
    "engine.shut-down": "Das Sprachmodell wurde beendet.",
    "engine.no-llama": "llama.cpp lässt sich auf diesem Rechner nicht starten; installieren Sie Idiolect noch einmal.",
    "engine.crashed-loading": ({name, how}) =>
        `Beim Laden des Modells ${name} ist das Programm dafür abgestürzt (${how}); wählen Sie ein anderes Modell.`,
    "engine.crashed-again": ({how}) =>
        `Das Sprachmodell ist noch einmal abgestürzt (${how}); wählen Sie ein anderes Modell, oder starten Sie Idiolect neu.`,
    "engine.crashed": ({how}) => `Das Sprachmodell ist abgestürzt (${how}) und wurde neu gestartet; versuchen Sie es noch einmal.`,
    "engine.silent": ({seconds}) => `seit ${seconds} Sekunden keine Antwort`,
    "engine.nonsense": "eine Antwort, die keinen Sinn ergibt",
    "engine.crashes": ({count}) =>
        `Das Sprachmodell ist in wenigen Minuten ${count}-mal abgestürzt; wählen Sie ein anderes Modell, oder starten Sie Idiolect neu.`,
    "engine.prompt-too-long": ({length, name, room}) =>
        `Der Prompt ist ${tokens(length)} lang, und das Modell ${name} fasst ${tokens(room)}; kürzen Sie den Text, oder wählen ` +
        "Sie ein Modell mit mehr Platz.",
    "engine.text-too-long": ({length, name, room}) =>
        `Prompt und Text sind ${tokens(length)} lang, und das Modell ${name} fasst ${tokens(room)}; kürzen Sie den Text, oder ` +
        "wählen Sie ein Modell mit mehr Platz.",
    "engine.persona-too-long": "Schon die Stimme füllt den Platz des Modells; wählen Sie ein Modell mit mehr Platz.",

    "model.not-there": ({path}) => `Unter ${path} gibt es kein Modell; prüfen Sie den Pfad.`,
    "model.unopened": ({path, code}) => `Das Modell ${path} lässt sich nicht öffnen (${code}); prüfen Sie seine Zugriffsrechte.`,
    "model.not-file": ({path}) => `${path} ist keine Datei; geben Sie den Pfad eines GGUF-Modells an.`,
    "model.other-format": ({name}) => `${name} ist kein GGUF-Modell; Idiolect verwendet nur Modelle in diesem Format.`,
    "model.damaged": ({name, how}) =>
        `Das Modell ${name} ist beschädigt: ${how}; laden Sie es noch einmal herunter, oder kopieren Sie es noch einmal.`,
    "model.damaged-header": "Sein Kopf lässt sich nicht lesen",
    "model.damaged-no-tensors": "Es enthält keine Tensoren",
    "model.damaged-cut": "Es endet vor seinem letzten Tensor",
    "model.damaged-long": "Es geht nach seinem letzten Tensor noch lange weiter",
    "model.damaged-weights": "Unter seinen Gewichten sind Werte, die keine Zahlen sind",
    "model.damaged-answer": "Was es über sich sagt, ergibt keinen Sinn",
    "model.unusable": ({name, why}) =>
        `Das Modell ${name} lässt sich nicht verwenden (${why}): Es ist beschädigt, oder Idiolect kennt seine Bauart nicht; ` +
        "wählen Sie ein anderes.",
    "model.no-embeddings": ({name, tensor}) => `${name} enthält kein ${tensor}`,
    "model.ended": ({name}) => `${name} ist zu Ende, bevor alle Einbettungen gelesen sind`,
    "model.template-deaf": "die Chat-Vorlage lässt weg, was der Benutzer sagt",
    "model.unknown-kind": ({name}) =>
        `Das Modell ${name} lässt sich nicht laden: Es ist beschädigt oder von einer Art, die dieses llama.cpp nicht kennt; ` +
        "wählen Sie ein anderes.",
    "model.unknown-tensor": ({name}) =>
        `Der Tensor ${name} des Modells ist von einer Art, die dieses llama.cpp nicht kennt; verwenden Sie eine andere Quantisierung.`,
    "model.no-memory": ({name}) =>
        `Für das Modell ${name} ist nicht genug Speicher frei; schließen Sie andere Programme, oder wählen Sie ein kleineres.`,
    "model.no-writer": ({name}) => `Das Modell ${name} ist nicht zum Schreiben gemacht; wählen Sie ein Sprachmodell.`,
    "model.template": ({name, fault}) =>
        `Die Chat-Vorlage von ${name} ${fault}, darum lässt sich das Modell nicht verwenden; wählen Sie ein anderes.`,
    "model.template-untried": "lässt sich nicht ausprobieren",
    "model.template-time": ({seconds}) => `ist nach ${seconds.toLocaleString("de")} Sekunden nicht fertig`,
    "model.template-endless": "ruft sich selbst auf oder wächst ohne Ende",
    "model.template-long": ({characters}) => `macht aus wenigen Wörtern ${characters.toLocaleString("de")} Zeichen`,
    "model.template-memory": ({megabytes}) => `braucht mehr als ${megabytes} MB`,

    "model.no-persona": "Dieses Modell kann keine Stimme annehmen; wählen Sie ein anderes.",
    "model.no-persona-why": ({why}) => `Dieses Modell kann keine Stimme annehmen: ${why}.`,
    "model.several-axes": "Seine Positionen haben mehrere Achsen (M-RoPE)",
    "model.layers-look-up": "Jede seiner Schichten schlägt Wörter nach ihrer Nummer nach",
    "model.other-input": "Seine Eingabe ist keine Zeile seiner Einbettungsmatrix",
    "model.not-repeatable": "Dieselben Vektoren haben zweimal verschiedene Ergebnisse geliefert",
    "model.rows-differ": "Die Zeilen seiner Einbettungsmatrix haben als Vektoren andere Ergebnisse geliefert denn als Wörter",
    "model.adapter": ({name}) => `Der gelernte Adapter ${name} lässt sich mit diesem Modell nicht verwenden; lassen Sie ihn neu lernen.`,

    "hook.other-version": ({needed, found}) =>
        `Die Stimme braucht node-llama-cpp ${needed}, vorhanden ist ${found}; installieren Sie Idiolect noch einmal.`,
    "hook.not-built": "Dieser Kopie von Idiolect fehlt der Teil, der die Stimme einsetzt; installieren Sie Idiolect noch einmal.",

    "encoder.unusable": ({folder, why}) =>
        `Der Stil-Encoder in ${folder} lässt sich nicht verwenden (${why}): Installieren Sie Idiolect noch einmal.`,
    "encoder.unopened": ({folder, why}) =>
        `Der Stil-Encoder in ${folder} lässt sich nicht öffnen (${why}): Installieren Sie Idiolect noch einmal.`,
    "encoder.no-output": ({size}) => `er gibt kein last_hidden_state der Größe ${size} aus`,
    "encoder.closed": "Der Stil-Encoder wurde beendet.",
    "encoder.stopped": ({why}) => `Der Stil-Encoder ist ausgefallen (${why}): Versuchen Sie es noch einmal.`,
    "encoder.worker-ended": "sein Thread ist zu Ende",

    "sampling.seed": ({seed, most}) => `${seed} ist kein Startwert; verwenden Sie eine ganze Zahl von 0 bis ${most.toLocaleString("de")}.`,
    "sampling.temperature": "Die Temperatur muss eine Zahl von 0 bis 100 sein; ändern Sie das, und versuchen Sie es noch einmal.",
    "sampling.top-p": "topP muss eine Zahl von 0 bis 1 sein; ändern Sie das, und versuchen Sie es noch einmal.",
    "sampling.top-k": "topK muss eine ganze Zahl ab 0 sein; ändern Sie das, und versuchen Sie es noch einmal.",
    "sampling.min-p": "minP muss eine Zahl von 0 bis 1 sein; ändern Sie das, und versuchen Sie es noch einmal.",
    "sampling.repeat-penalty":
        "Der Abzug für Wiederholungen muss eine Zahl von 0,01 bis 100 sein; ändern Sie das, und versuchen Sie es noch einmal.",
    "sampling.dry": "Die Stärke von DRY muss eine Zahl von 0 bis 1 sein; ändern Sie das, und versuchen Sie es noch einmal.",
    "sampling.apart":
        "Der Abzug für wiederholte Wortfolgen muss eine Zahl von 0 bis 100 sein; ändern Sie das, und versuchen Sie es noch einmal.",
    "sampling.max-tokens": "Ein Entwurf muss mindestens ein Token lang sein; ändern Sie das, und versuchen Sie es noch einmal."
};
