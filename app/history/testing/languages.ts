/** What made threads are made of, in nine languages. All sentences are written for these tests. */
export interface Language {
    readonly code: string;
    readonly person: string;
    readonly other: string;
    readonly own: readonly string[];
    readonly theirs: readonly string[];
    readonly greeting: readonly string[];
    readonly closing: readonly string[];
    /** the line that telephones add */
    readonly phone: readonly string[];
    readonly disclaimer: readonly string[];
    /** below the name, without a delimiter */
    readonly contact: readonly (readonly string[])[];
    readonly subject: readonly string[];
    /** From, Sent, To, Subject, Date as Outlook and others say them */
    readonly labels: {readonly from: string; readonly sent: string; readonly to: string; readonly subject: string; readonly date: string};
    readonly original: readonly string[];
    readonly forwarded: readonly string[];
    readonly beginForwarded: string;
    /** `{date}` and `{who}` (name and address), `{name}` */
    readonly gmail: string;
    readonly apple: string;
    readonly thunderbird: string;
    readonly roundcube: string;
    readonly yahoo: string;
    /** what stands between day and time in an attribution, where the rules of the first nine languages do not say it */
    readonly at?: string;
}

export const languages: readonly Language[] = [
    {
        code: "en",
        person: "Nora Whitfield",
        other: "Tom Ashdown",
        own: [
            "I looked at the draft this morning and it reads well.",
            "Could we move the meeting to Thursday?",
            "The second chapter still needs a table of figures.",
            "Please send me the numbers before noon, otherwise I cannot finish.",
            "He wrote that the roof leaks again, which surprises nobody.",
            "I have three remarks:",
            "1. The title is too long.",
            "2. The map on page 4 is upside down.",
            "Don't worry about the invoice.",
            "From what I hear, the new tram line opens in May.",
            "On Monday I will be in the archive.",
            "My view: we should wait."
        ],
        theirs: [
            "Have you had time to read my draft?",
            "I attach the plan for the garden behind the library.",
            "Let me know whether Wednesday suits you.",
            "The committee asked for two more quotes.",
            "We could also ask the neighbours.",
            "I think the budget is too small for that."
        ],
        greeting: ["Hi Tom,", "Dear Tom,", "Hello,"],
        closing: ["Best regards,", "Cheers", "Thanks,", "Kind regards"],
        phone: ["Sent from my iPhone", "Get Outlook for iOS", "Sent from my Samsung Galaxy smartphone.", "Sent from Yahoo Mail on Android"],
        disclaimer: [
            "This e-mail and any attachments are confidential and intended solely for the addressee. If you are not the " +
                "intended recipient, please delete it and notify the sender.",
            "Please consider the environment before printing this e-mail."
        ],
        contact: [
            ["Whitfield & Sons Ltd", "12 Mill Road, Cambridge", "Tel: +44 1223 555 0142", "www.whitfield.example"],
            ["Senior Consultant", "Phone +1 (555) 010-7788", "nora@example.org"]
        ],
        subject: ["Garden plan", "Draft of chapter two"],
        labels: {from: "From", sent: "Sent", to: "To", subject: "Subject", date: "Date"},
        original: ["Original Message", "Original message"],
        forwarded: ["Forwarded message", "Forwarded Message"],
        beginForwarded: "Begin forwarded message:",
        gmail: "On {date} {who} wrote:",
        apple: "On {date}, {who} wrote:",
        thunderbird: "On {date}, {name} wrote:",
        roundcube: "On {date}, {name} wrote:",
        yahoo: "On {date}, {who} wrote:"
    },
    {
        code: "de",
        person: "Jutta Kranz",
        other: "Emil Rother",
        own: [
            "Ich habe den Entwurf heute früh gelesen, er gefällt mir.",
            "Können wir den Termin auf Donnerstag verschieben?",
            "Im zweiten Kapitel fehlt noch eine Tabelle.",
            "Bitte schick mir die Zahlen bis Mittag, sonst werde ich nicht fertig.",
            "Er schrieb, dass das Dach wieder undicht ist.",
            "Drei Anmerkungen:",
            "1. Der Titel ist zu lang.",
            "Am Montag bin ich im Archiv.",
            "Von mir aus gern.",
            "An wen geht die Rechnung?",
            "Die Straßenbahn fährt ab Mai."
        ],
        theirs: [
            "Hattest du Zeit, meinen Entwurf zu lesen?",
            "Anbei der Plan für den Garten hinter der Bücherei.",
            "Sag mir bitte, ob dir Mittwoch passt.",
            "Der Ausschuss möchte zwei weitere Angebote.",
            "Das Budget ist dafür wohl zu klein."
        ],
        greeting: ["Hallo Emil,", "Lieber Emil,", "Guten Tag Herr Rother,"],
        closing: ["Viele Grüße", "Mit freundlichen Grüßen", "LG", "Beste Grüße,"],
        phone: [
            "Von meinem iPhone gesendet",
            "Gesendet von Outlook für Android",
            "Gesendet von Mail für Windows",
            "Diese Nachricht wurde von meinem Android-Mobiltelefon mit GMX Mail gesendet."
        ],
        disclaimer: [
            "Diese E-Mail enthält vertrauliche und rechtlich geschützte Informationen. Wenn Sie nicht der richtige Adressat " +
                "sind, informieren Sie bitte den Absender und löschen Sie diese Nachricht."
        ],
        contact: [
            ["Kranz Gartenbau GmbH", "Mühlenweg 12, 34117 Kassel", "Tel.: +49 561 555 0142", "www.kranz.example"],
            ["Leiterin Vertrieb", "Telefon 0561 5550142", "Fax 0561 5550143"]
        ],
        subject: ["Gartenplan", "Entwurf Kapitel zwei"],
        labels: {from: "Von", sent: "Gesendet", to: "An", subject: "Betreff", date: "Datum"},
        original: ["Ursprüngliche Nachricht", "Original-Nachricht", "Originalnachricht"],
        forwarded: ["Weitergeleitete Nachricht", "Forwarded message"],
        beginForwarded: "Anfang der weitergeleiteten Nachricht:",
        gmail: "Am {date} schrieb {who}:",
        apple: "Am {date} schrieb {who}:",
        thunderbird: "Am {date} schrieb {name}:",
        roundcube: "Am {date}, schrieb {name}:",
        yahoo: "Am {date} hat {who} Folgendes geschrieben:"
    },
    {
        code: "fr",
        person: "Odile Marchand",
        other: "Rémi Gauthier",
        own: [
            "J’ai lu le projet ce matin et il me plaît.",
            "Pouvons-nous déplacer la réunion à jeudi ?",
            "Il manque encore un tableau au deuxième chapitre.",
            "Envoie-moi les chiffres avant midi, s’il te plaît.",
            "Il a écrit que le toit fuit de nouveau.",
            "Trois remarques :",
            "1. Le titre est trop long.",
            "Le lundi je suis aux archives.",
            "De mon côté, tout est prêt.",
            "À mon avis, il faut attendre.",
            "Le tram roule à partir de mai."
        ],
        theirs: [
            "As-tu eu le temps de lire mon projet ?",
            "Voici le plan du jardin derrière la bibliothèque.",
            "Dis-moi si mercredi te convient.",
            "Le comité demande deux autres devis.",
            "Le budget me semble trop petit."
        ],
        greeting: ["Bonjour Rémi,", "Cher Rémi,", "Salut,"],
        closing: ["Cordialement,", "Bien à vous,", "Amicalement", "À bientôt"],
        phone: [
            "Envoyé de mon iPhone",
            "Télécharger Outlook pour iOS",
            "Envoyé depuis mon smartphone Samsung Galaxy.",
            "Envoyé à partir de Outlook pour Android"
        ],
        disclaimer: [
            "Ce message et ses pièces jointes sont confidentiels et destinés exclusivement à leur destinataire. Si vous avez " +
                "reçu ce message par erreur, merci de le détruire."
        ],
        contact: [
            ["Marchand Paysages SARL", "12 rue du Moulin, 38000 Grenoble", "Tél. : 04 76 55 01 42", "www.marchand.example"],
            ["Directrice", "Mob. +33 6 55 50 14 20", "odile@example.org"]
        ],
        subject: ["Plan du jardin", "Projet de chapitre"],
        labels: {from: "De", sent: "Envoyé", to: "À", subject: "Objet", date: "Date"},
        original: ["Message d'origine", "Message original"],
        forwarded: ["Message transféré", "Forwarded message"],
        beginForwarded: "Début du message réexpédié :",
        gmail: "Le {date}, {who} a écrit :",
        apple: "Le {date}, {who} a écrit :",
        thunderbird: "Le {date}, {name} a écrit :",
        roundcube: "Le {date}, {name} a écrit :",
        yahoo: "Le {date}, {who} a écrit :"
    },
    {
        code: "es",
        person: "Lucía Herrero",
        other: "Pablo Cortés",
        own: [
            "He leído el borrador esta mañana y me gusta.",
            "¿Podemos pasar la reunión al jueves?",
            "Al segundo capítulo le falta una tabla.",
            "Mándame las cifras antes del mediodía, por favor.",
            "Escribió que el tejado gotea otra vez.",
            "Tengo tres comentarios:",
            "1. El título es demasiado largo.",
            "El lunes estaré en el archivo.",
            "De momento no hay prisa.",
            "Para mí está bien.",
            "El tranvía empieza en mayo."
        ],
        theirs: [
            "¿Has tenido tiempo de leer mi borrador?",
            "Te envío el plano del jardín de la biblioteca.",
            "Dime si el miércoles te viene bien.",
            "El comité pide dos presupuestos más.",
            "Creo que el dinero no alcanza."
        ],
        greeting: ["Hola Pablo:", "Estimado Pablo:", "Buenos días:"],
        closing: ["Un saludo,", "Saludos", "Atentamente,", "Un abrazo"],
        phone: [
            "Enviado desde mi iPhone",
            "Obtener Outlook para iOS",
            "Enviado desde mi smartphone Samsung Galaxy.",
            "Enviado desde Yahoo Mail para Android"
        ],
        disclaimer: [
            "Este mensaje y sus anexos son confidenciales y van dirigidos exclusivamente a su destinatario. Si ha recibido " +
                "este correo por error, le rogamos que lo elimine."
        ],
        contact: [
            ["Herrero Jardines S.L.", "Calle del Molino 12, 28004 Madrid", "Tel. +34 915 550 142", "www.herrero.example"],
            ["Directora", "Móvil: 655 501 420", "lucia@example.org"]
        ],
        subject: ["Plano del jardín", "Borrador del capítulo"],
        labels: {from: "De", sent: "Enviado", to: "Para", subject: "Asunto", date: "Fecha"},
        original: ["Mensaje original", "Mensaje original"],
        forwarded: ["Mensaje reenviado", "Forwarded message"],
        beginForwarded: "Inicio del mensaje reenviado:",
        gmail: "El {date}, {who} escribió:",
        apple: "El {date}, {who} escribió:",
        thunderbird: "El {date}, {name} escribió:",
        roundcube: "El {date}, {name} escribió:",
        yahoo: "El {date}, {who} escribió:"
    },
    {
        code: "it",
        person: "Giulia Ferrante",
        other: "Marco Donati",
        own: [
            "Ho letto la bozza stamattina e mi piace.",
            "Possiamo spostare la riunione a giovedì?",
            "Al secondo capitolo manca ancora una tabella.",
            "Mandami i numeri prima di mezzogiorno, per favore.",
            "Ha scritto che il tetto perde di nuovo.",
            "Ho tre osservazioni:",
            "1. Il titolo è troppo lungo.",
            "Il lunedì sono in archivio.",
            "Da parte mia va bene.",
            "A mio parere conviene aspettare.",
            "Il tram parte a maggio."
        ],
        theirs: [
            "Hai avuto tempo di leggere la mia bozza?",
            "Ecco la pianta del giardino dietro la biblioteca.",
            "Dimmi se mercoledì va bene.",
            "Il comitato chiede altri due preventivi.",
            "Mi pare che i soldi siano pochi."
        ],
        greeting: ["Ciao Marco,", "Gentile Marco,", "Buongiorno,"],
        closing: ["Cordiali saluti,", "Saluti", "A presto", "Distinti saluti"],
        phone: [
            "Inviato da iPhone",
            "Scarica Outlook per iOS",
            "Inviato dal mio smartphone Samsung Galaxy.",
            "Inviato da Outlook per Android"
        ],
        disclaimer: [
            "Questo messaggio contiene informazioni riservate destinate esclusivamente al destinatario. Qualora lo abbiate " +
                "ricevuto per errore, vi preghiamo di cancellarlo."
        ],
        contact: [
            ["Ferrante Giardini S.r.l.", "Via del Mulino 12, 20121 Milano", "Tel. +39 02 5550 142", "www.ferrante.example"],
            ["Responsabile acquisti", "Cell. 345 5550142", "giulia@example.org"]
        ],
        subject: ["Pianta del giardino", "Bozza del capitolo"],
        labels: {from: "Da", sent: "Inviato", to: "A", subject: "Oggetto", date: "Data"},
        original: ["Messaggio originale", "Messaggio originale"],
        forwarded: ["Messaggio inoltrato", "Forwarded message"],
        beginForwarded: "Inizio messaggio inoltrato:",
        gmail: "Il giorno {date} {who} ha scritto:",
        apple: "Il giorno {date}, {who} ha scritto:",
        thunderbird: "Il {date}, {name} ha scritto:",
        roundcube: "Il {date} {name} ha scritto:",
        yahoo: "Il {date}, {who} ha scritto:"
    },
    {
        code: "nl",
        person: "Femke Dijkstra",
        other: "Bas Verhoeven",
        own: [
            "Ik heb het concept vanmorgen gelezen en het bevalt me.",
            "Kunnen we de afspraak naar donderdag verzetten?",
            "In hoofdstuk twee ontbreekt nog een tabel.",
            "Stuur me de cijfers graag voor de middag.",
            "Hij schreef dat het dak weer lekt.",
            "Drie opmerkingen:",
            "1. De titel is te lang.",
            "Op maandag ben ik in het archief.",
            "Van mij mag het.",
            "Aan wie sturen we de rekening?",
            "De tram rijdt vanaf mei."
        ],
        theirs: [
            "Had je tijd om mijn concept te lezen?",
            "Hierbij het plan voor de tuin achter de bibliotheek.",
            "Laat even weten of woensdag uitkomt.",
            "De commissie vraagt om twee offertes.",
            "Het budget lijkt me te klein."
        ],
        greeting: ["Hallo Bas,", "Beste Bas,", "Hoi,"],
        closing: ["Met vriendelijke groet,", "Groetjes", "Groet,", "Mvg"],
        phone: [
            "Verstuurd vanaf mijn iPhone",
            "Download Outlook voor iOS",
            "Verzonden vanaf mijn Samsung Galaxy-smartphone.",
            "Verzonden vanuit Outlook voor Android"
        ],
        disclaimer: [
            "Dit bericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde. Indien u dit bericht ten onrechte " +
                "ontvangt, verzoeken wij u het te verwijderen."
        ],
        contact: [
            ["Dijkstra Tuinen B.V.", "Molenlaan 12, 3512 AB Utrecht", "Tel. 030 555 0142", "www.dijkstra.example"],
            ["Manager inkoop", "Mobiel: +31 6 5550 1420", "femke@example.org"]
        ],
        subject: ["Tuinplan", "Concept hoofdstuk twee"],
        labels: {from: "Van", sent: "Verzonden", to: "Aan", subject: "Onderwerp", date: "Datum"},
        original: ["Oorspronkelijk bericht", "Oorspronkelijk bericht"],
        forwarded: ["Doorgestuurd bericht", "Forwarded message"],
        beginForwarded: "Begin doorgestuurd bericht:",
        gmail: "Op {date} schreef {who}:",
        apple: "Op {date} heeft {who} het volgende geschreven:",
        thunderbird: "Op {date} schreef {name}:",
        roundcube: "Op {date} schreef {name}:",
        yahoo: "Op {date} schreef {who}:"
    },
    {
        code: "pt",
        person: "Inês Carvalho",
        other: "Duarte Nogueira",
        own: [
            "Li o rascunho esta manhã e gostei.",
            "Podemos passar a reunião para quinta-feira?",
            "Falta uma tabela no segundo capítulo.",
            "Manda-me os números antes do meio-dia, por favor.",
            "Ele escreveu que o telhado pinga outra vez.",
            "Tenho três notas:",
            "1. O título é longo demais.",
            "Em maio abre o elétrico novo.",
            "De resto está tudo bem.",
            "Para mim pode ser.",
            "Na segunda estou no arquivo."
        ],
        theirs: [
            "Tiveste tempo de ler o meu rascunho?",
            "Segue o plano do jardim atrás da biblioteca.",
            "Diz-me se quarta-feira serve.",
            "A comissão pede mais dois orçamentos.",
            "Acho que o dinheiro não chega."
        ],
        greeting: ["Olá Duarte,", "Caro Duarte,", "Bom dia,"],
        closing: ["Cumprimentos,", "Atenciosamente,", "Abraço", "Obrigada,"],
        phone: [
            "Enviado do meu iPhone",
            "Obter o Outlook para iOS",
            "Enviado do meu smartphone Samsung Galaxy.",
            "Enviado a partir do Outlook para Android"
        ],
        disclaimer: [
            "Esta mensagem é confidencial e destina-se exclusivamente ao seu destinatário. Se a recebeu por engano, pedimos que a elimine."
        ],
        contact: [
            ["Carvalho Jardins Lda", "Rua do Moinho 12, 1200 Lisboa", "Tel. +351 215 550 142", "www.carvalho.example"],
            ["Diretora de compras", "Telemóvel: 915 550 142", "ines@example.org"]
        ],
        subject: ["Plano do jardim", "Rascunho do capítulo"],
        labels: {from: "De", sent: "Enviado", to: "Para", subject: "Assunto", date: "Data"},
        original: ["Mensagem original", "Mensagem original"],
        forwarded: ["Mensagem encaminhada", "Forwarded message"],
        beginForwarded: "Início da mensagem reencaminhada:",
        gmail: "Em {date}, {who} escreveu:",
        apple: "Em {date}, {who} escreveu:",
        thunderbird: "Em {date}, {name} escreveu:",
        roundcube: "Em {date}, {name} escreveu:",
        yahoo: "Em {date}, {who} escreveu:"
    },
    {
        code: "zh",
        person: "林晓岚",
        other: "陈志远",
        own: [
            "我今天早上看了草稿，写得很好。",
            "会议能改到星期四吗？",
            "第二章还缺一张表。",
            "请在中午之前把数字发给我。",
            "他写道屋顶又漏水了。",
            "我有三点意见：",
            "1. 标题太长。",
            "星期一我在档案馆。",
            "发票的事不用担心。",
            "新的电车五月开通。"
        ],
        theirs: [
            "你有时间看我的草稿吗？",
            "附上图书馆后面花园的平面图。",
            "请告诉我星期三是否方便。",
            "委员会还要两份报价。",
            "我觉得预算不够。"
        ],
        greeting: ["志远，你好：", "陈先生：", "你好，"],
        closing: ["祝好", "此致", "谢谢！", "顺祝商祺"],
        phone: ["发自我的iPhone", "发自我的 iPhone", "发自我的华为手机", "获取 Outlook for iOS"],
        disclaimer: ["本邮件及其附件含有保密信息，仅供收件人使用。如果您误收此邮件，请立即删除并通知发件人。"],
        contact: [
            ["晓岚园艺有限公司", "上海市徐汇区磨坊路12号", "电话：021-55501420", "www.lin.example"],
            ["采购经理", "手机：13955501420", "邮箱：lin@example.org"]
        ],
        subject: ["花园平面图", "第二章草稿"],
        labels: {from: "发件人", sent: "发送时间", to: "收件人", subject: "主题", date: "日期"},
        original: ["原始邮件", "邮件原件"],
        forwarded: ["转发邮件", "Forwarded message"],
        beginForwarded: "开始转发的邮件：",
        gmail: "{who} 于{date}写道：",
        apple: "{date}，{who} 写道：",
        thunderbird: "在 {date}, {name} 写道:",
        roundcube: "在 {date}，{name} 写道：",
        yahoo: "在 {date}, {who} 写道："
    },
    {
        code: "ja",
        person: "水野 彩",
        other: "佐伯 健太",
        own: [
            "今朝、原稿を読みました。とても良いと思います。",
            "会議を木曜日に変更できますか。",
            "第二章に表が一つ足りません。",
            "正午までに数字を送ってください。",
            "彼は屋根がまた漏れていると書きました。",
            "気になる点が三つあります。",
            "1. 題名が長すぎます。",
            "月曜日は資料室にいます。",
            "請求書の件はご心配なく。",
            "新しい路面電車は五月に開業します。"
        ],
        theirs: [
            "原稿をご覧いただけましたか。",
            "図書館の裏庭の図面をお送りします。",
            "水曜日のご都合はいかがでしょうか。",
            "委員会からあと二社の見積を求められました。",
            "予算が少ないように思います。"
        ],
        greeting: ["佐伯様", "健太さん", "お世話になっております。"],
        closing: ["よろしくお願いいたします。", "よろしくお願いします。", "敬具", "以上、よろしくお願い致します。"],
        phone: ["iPhoneから送信", "Outlook for iOS を入手", "Androidスマートフォンから送信", "私のiPadから送信"],
        disclaimer: ["本メールには機密情報が含まれている場合があります。誤って受信された場合は、速やかに削除してください。"],
        contact: [
            ["水野造園株式会社", "〒600-8001 京都市下京区水車町12", "電話: 075-555-0142", "https://mizuno.example"],
            ["購買部 課長", "TEL 075-555-0142 / FAX 075-555-0143", "aya@example.org"]
        ],
        subject: ["庭の図面", "第二章の原稿"],
        labels: {from: "差出人", sent: "送信日時", to: "宛先", subject: "件名", date: "日付"},
        original: ["元のメッセージ", "Original Message"],
        forwarded: ["転送メッセージ", "Forwarded message"],
        beginForwarded: "転送されたメッセージ：",
        gmail: "{date} {who}:",
        apple: "{date}、{who}のメール：",
        thunderbird: "{date} に {name} さんは書きました:",
        roundcube: "{date} に {name} さんは書きました:",
        yahoo: "{date}, {who} wrote:"
    }
];
