import type {store as en} from "../en/store.ts";
import type {Translated} from "../entry.ts";

export const store: Translated<typeof en> = {
    "store.no-key": ({path}) =>
        `${path} ist verschlüsselt, und Idiolect kommt nicht an den Schlüssel; entsperren Sie den Schlüsselbund Ihres Systems ` +
        "und starten Sie Idiolect neu.",
    "store.index-no-key": ({path}) =>
        `${path} ist verschlüsselt, und Idiolect kommt nicht an den Schlüssel; entsperren Sie den Schlüsselbund Ihres Systems ` +
        "und starten Sie Idiolect neu.",
    "store.wrong-key":
        "Die Daten von Idiolect sind mit einem anderen Schlüssel verschlüsselt als dem, den Ihr System jetzt anbietet; " +
        "entsperren Sie den Schlüsselbund, mit dem sie angelegt wurden, oder verschieben Sie den Datenordner, um neu " +
        "anzufangen.",
    "store.key-locked":
        "Der Schlüssel zu Ihrer Bibliothek lässt sich nicht öffnen: Entsperren Sie den Schlüsselbund Ihres Systems und starten " +
        "Sie Idiolect neu.",
    "store.key-unreadable": ({path}) => `Die Schlüsseldatei ${path} lässt sich nicht lesen: Prüfen Sie ihre Zugriffsrechte.`,
    "store.unreadable": ({path, why}) => `${path} lässt sich nicht lesen (${why}); prüfen Sie die Zugriffsrechte.`,
    "store.damaged": ({path}) =>
        `${path} ist beschädigt; legen Sie eine Kopie aus dem Ordner „backups“ daneben zurück, oder benennen Sie die Datei um, ` +
        "um neu anzufangen.",
    "store.newer": ({path, found, known}) =>
        `${path} stammt von einem neueren Idiolect (Format ${found}, dieses kennt ${known}); aktualisieren Sie Idiolect.`,
    "store.unwritten": ({path, why}) => `${path} konnte nicht geschrieben werden: ${why}. Nichts wurde geändert.`,
    "store.disk-full": "Der Datenträger ist voll; schaffen Sie Platz und versuchen Sie es noch einmal",
    "store.no-such-folder": "Einen Ordner mit diesem Namen kann es nicht geben; prüfen Sie, wo Idiolect seine Daten ablegt",
    "store.forbidden": "Dort darf nicht geschrieben werden; ändern Sie die Zugriffsrechte",
    "store.other-problem": ({message}) => message,
    "store.in-use": ({home, owner}) => `${home} wird schon von einem anderen Idiolect verwendet${owner}; beenden Sie es.`,
    "store.in-use-by": ({program, pid}) => ` (${program === "window" ? "dem Fenster" : "der Befehlszeile"}, Prozess ${pid})`,
    "store.in-use-by-somebody": "",
    "store.home-unusable": ({home, why}) =>
        `${home} lässt sich nicht für die Daten von Idiolect verwenden (${why}); prüfen Sie Zugriffsrechte und freien Platz.`,
    "draft.not-saved": "Dieser Entwurf ist nicht mehr gespeichert; speichern Sie ihn als neuen.",
    "draft.removed-meanwhile": "Dieser Entwurf wurde entfernt, während er geändert wurde; speichern Sie ihn als neuen.",
    "draft.not-kept": "Dieser Entwurf wird nicht mehr aufbewahrt; öffnen Sie ihn noch einmal zum Bearbeiten.",
    "desktop.unwritten": ({path, code}) => `Die Datei ${path} konnte nicht geschrieben werden (${code}): Wählen Sie einen anderen Ort.`,
    "desktop.no-mail-program":
        "Kein Mailprogramm hat geantwortet: Wählen Sie eines in den Einstellungen Ihres Systems, oder kopieren Sie den Entwurf."
};
