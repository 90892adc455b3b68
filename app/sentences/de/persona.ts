import type {persona as en} from "../en/persona.ts";
import type {Translated} from "../entry.ts";

const texts = (count: number): string => (count === 1 ? "einem Text, der" : `${count} Texten, die`);

export const persona: Translated<typeof en> = {
    "tensors.damaged": ({name, why}) =>
        `${name} ist keine vollständige safetensors-Datei (${why}): Kopieren Sie sie noch einmal, oder laden Sie sie noch einmal herunter.`,
    "plug.none": ({name}) => `${name} ist kein Plug für eine Stimme: Wählen Sie eine Datei, die für Idiolect gemacht ist.`,
    "plug.other-format": ({name, found, known}) =>
        `${name} hat das Plug-Format ${found}, diese Version von Idiolect liest ${known}: Aktualisieren Sie Idiolect.`,
    "plug.damaged": ({name, why}) => `Der Plug ${name} lässt sich nicht verwenden (${why}): Kopieren Sie ihn noch einmal.`,
    "plug.mismatch": ({name, differences}) =>
        `Der Plug ${name} passt nicht zu dem, was geladen ist (${differences.join("; ")}): Wählen Sie den Plug, der für dieses ` +
        "Modell gemacht ist, oder schreiben Sie ohne.",
    "plug.missing": ({model}) => `Für ${model} gibt es keinen Plug: Wählen Sie ein anderes Modell.`,

    "persona.none": ({name}) => `${name} ist keine gelernte Stimme; wählen Sie eine Datei, die Idiolect beim Lernen angelegt hat.`,
    "persona.newer": ({name}) => `${name} stammt von einem neueren Idiolect; aktualisieren Sie Idiolect.`,
    "persona.older": ({name}) =>
        `Die gelernte Stimme ${name} stammt von einem früheren Idiolect, dessen Stimmen über das Ende eines Textes ` +
        "hinausschreiben; lassen Sie sie neu lernen.",
    "persona.damaged": ({name}) => `Die gelernte Stimme ${name} ist beschädigt; lassen Sie sie neu lernen.`,
    "persona.unreadable": ({path, why}) => `Die gelernte Stimme ${path} lässt sich nicht lesen (${why}); lassen Sie sie neu lernen.`,
    "persona.texts-gone": ({count}) =>
        `Ihre gelernte Stimme stammt aus ${texts(count)} nicht mehr in Ihrer Bibliothek ${count === 1 ? "ist" : "sind"}; ` +
        "lassen Sie sie neu lernen, oder entfernen Sie sie.",
    "persona.other-model": ({trainedFor, model}) =>
        `Diese Stimme wurde für das Modell ${trainedFor} gelernt und nicht für ${model}; wählen Sie jenes Modell, oder lassen ` +
        "Sie eine Stimme für dieses lernen.",
    "persona.missing": ({model}) => `Für ${model} wurde keine Stimme gelernt: Lassen Sie unter „Meine Stimme“ eine lernen.`,
    "persona.no-lora": ({model}) => `Für ${model} wurde kein LoRA gelernt: Lassen Sie Ihre Stimme neu lernen.`,

    "training.running": "Es wird schon eine Stimme gelernt; warten Sie, bis das fertig ist, oder brechen Sie es zuerst ab.",
    "training.stopped": "Das Lernen wurde angehalten.",
    "training.few-texts": ({total, least}) =>
        `Es gibt nur ${total === 1 ? "einen Text" : `${total} Texte`} von Ihnen zum Lernen, und ${least} sind nötig: Fügen Sie ` +
        "Ordner mit weiteren hinzu.",
    "training.refused": ({why}) => `Das Lernen ist so nicht möglich: ${why}`,
    "training.ended": ({how}) =>
        `Das Lernen wurde von etwas anderem beendet (${how}); starten Sie es wieder, dann geht es vom letzten Stand weiter.`,
    "training.no-trainer": "Dieser Kopie von Idiolect fehlt das Programm zum Lernen; installieren Sie Idiolect noch einmal.",
    "training.no-libraries":
        "Für diesen Rechner hat llama.cpp keine fertigen Bibliotheken, darum lässt sich auf ihm nichts lernen; verwenden Sie " +
        "einen anderen Rechner.",
    "training.disk-full": ({path}) =>
        `Der Datenträger ist voll, darum konnte ${path} nicht geschrieben werden; schaffen Sie Platz, und starten Sie das ` +
        "Lernen noch einmal.",
    "training.unwritten": ({path, why}) =>
        `${path} konnte nicht geschrieben werden (${why}); wählen Sie einen anderen Ort, oder geben Sie sich Zugriff darauf.`,
    "training.persona": "der gelernten Stimme",
    "training.lora": "dem gelernten LoRA",
    "training.no-better": ({what}) =>
        `Mit ${what} lassen sich Texte von Ihnen, die dabei nicht gelernt wurden, nicht besser vorhersagen als ohne, darum ` +
        "wurde nichts behalten.",
    "training.no-end": ({what}) =>
        `Mit ${what} kommen Entwürfe nicht zum Ende, darum wurde nichts behalten; starten Sie das Lernen noch einmal, wenn es ` +
        "mehr Texte von Ihnen gibt.",
    "training.says-less": ({what, said, notes, before}) =>
        `Mit ${what} geben Entwürfe ${said} von ${notes} Notizen wieder und ohne ${before}, darum wurde nichts behalten; ` +
        "starten Sie das Lernen noch einmal, wenn es mehr Texte von Ihnen gibt."
};
