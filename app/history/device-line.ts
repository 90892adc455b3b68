import {allWords, anyOf, beginsWith, endsWith, folded} from "./mail-words.ts";
import {pattern} from "../text/pattern.ts";

/** The line that a telephone or a mail program puts below a mail by itself, in the languages of `mail-languages.ts`. */

const before = beginsWith(allWords("device")),
    after = endsWith(allWords("deviceAfter"));
/** what such a line names; "Sent from the office" is the user's own */
const deviceName = anyOf(
    (
        "iphone|ipad|ipod|android|galaxy|samsung|huawei|honor|xiaomi|redmi|oppo|oneplus|pixel|nokia|sony|xperia|motorola" +
        "|blackberry|handy|smartphone|mobile|mobiltelefon|mobilgerat|mobiltelefonom" +
        "|telephone|telefono|movil|celular|cellulare|telefoon|telefon|telefonu|telefonom|phone|puhelin|puhelimestani|telefonas" +
        "|telefonu|телефона|телефон|мобилния|смартфона|смартфон|κινητο|τηλεφωνο|طريق|هاتفي|هاتف|جوال|טלפון|סלולרי|הנייד|מובייל" +
        "|모바일|휴대폰|스마트폰|โทรศัพท์|มือถือ|dien thoai|ponsel|手机|手機|携帯|スマートフォン|スマホ|mobil|outlook|yahoo|gmail|hotmail|gmx|web.de|aol" +
        "|icloud|mail|e-mail|proton|protonmail|thunderbird|windows|mac|macbook|apple|airmail|spark|canary|fairmail|k-9" +
        "|tablet|tablette|tableta|app|почты|почта|почти|пошти|яндекс|yandex|mail.ru|ti-85|device|appareil|dispositivo|gerat" +
        "|apparaat|enhet|laite|urzadzenia|zarizeni|zariadenia|устройства|пристрою|설비|기기"
    ).split("|")
);
/** words that tell a program's or a device's name from a sentence that only begins like one */
const inflected = /iphon|ipad|android|galaxy|outlook|windows|samsung|айфон|آيفون|אייפון|アイフォン|아이폰|ไอโฟน/u;
/** a program's slogan in place of the line */
const slogan = /^(?:sent from )?yahoo mail(?: for iphone| on android)?\s*[:–-]\s*search, organi[sz]e, conquer/u;
/** what programs and providers put behind the name: "Sent via the Samsung Galaxy S24, an AT&T 5G smartphone" */
const addition = /[.,;] (?:get (?:the|our) (?:\p{L}+ )?app\b.{0,30}|an? [\p{L}&\d -]{2,24}(?:smartphone|device|tablet|phone))$/iu;
/** "Please excuse typos": people add it to the phone's line once and for all */
const excuse = /excuse|typo|brevity|tippfehler|fautes|errores|erros|errori|typefout/u;
const longest = 120,
    mostWords = 14;

export function isDeviceLine(line: string): boolean {
    const bare = withoutLinks(line).replace(addition, "");
    if (bare.length > longest || bare === "") return false;
    const text = folded(bare)
        .replace(/^[<([{"'*_~•\-–—\s]+/u, "")
        .replace(/ d'(?=\p{L})/gu, " de ")
        .replace(/[>)\]}"'*_~.!\s]+$/u, "");
    if (slogan.test(text)) return true;
    if (text.split(" ").length > mostWords || !(before.test(text) || after.test(text)) || !(deviceName.test(text) || inflected.test(text)))
        return false;
    // The name of a device follows at once; a clause behind a comma ("…, which is easier") is somebody's sentence.
    if (excuse.test(text)) return true;
    return (
        (!/[,;:] \p{Ll}/u.test(bare) || text.split(" ").length <= 5) && !/[.!?] \p{L}/u.test(bare) && !isSentence(text, before.test(text))
    );
}

/** Links stand right behind the words ("Sent from Outlook for Android<https://…>"). */
function withoutLinks(line: string): string {
    return line.length > 600
        ? ""
        : line
              .replace(/[<([]?(?:https?:\/\/|www\.)[^\s<>()[\]]*[>)\]]?/giu, " ")
              .replace(/<mailto:[^>]*>/giu, " ")
              .replace(/ {2,}/g, " ")
              .trim();
}

const sentenceWords = pattern("u")`
    (?:^| )(?:and|but|because|yesterday|today|tomorrow|were|was|are|would|lost|und|aber|weil|gestern|heute|et
    |mais|hier|y|pero|ayer|e|ma|ieri|en|maar|gisteren|mas|ontem|och|men|igar|since|while|until|when|where|which
    |who|seit|weil|wahrend|bis|wo|obwohl|depuis que|parce|quand|porque|cuando|donde|perche|quando|mentre|omdat
    |terwijl|toen|waar)(?: |$)`;

/** Words of which no device's or program's name is made. */
function isSentence(text: string, verbFirst: boolean): boolean {
    const words = text.split(" ");
    if (sentenceWords.test(text) && !/ for | fur | pour | für /u.test(text)) return words.length > 5;
    // "From my", "Von", "Mit" open many sentences: the verb must stand at the end, or nothing but a name follow.
    if (/^(?:von|mit|aus) /u.test(text)) return !after.test(text);
    if (/^from my /u.test(text)) return words.length > 4;
    if (/^(?:get|on my|ส่ง|saadetud|lahetetty|nire|मेरे|sent (?:on|by)) ?/u.test(text) && verbFirst) return words.length > 6;
    return words.length > 12;
}
