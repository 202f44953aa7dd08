"""Texts of our own in many shapes, with what the reference makes of them, so that the app can prove it computes the same."""

LETTER = (
    "Dear Ms Adeyemi-Roth,\n\nThank you for your letter of 14 March 2023. I confirm that Jonas Vik, our site manager at Brackwater Mill, "
    "met your client on the morning of the 9th and handed over the keys to 27 Tanner's Row, Elmsworth EX4 9QT. The deposit of £1,250.00 "
    "was paid into account 0148 2297 on the same day. Since then nobody from Halden & Moor LLP has called, and the tenant, a retired nurse "
    "of Portuguese nationality, has asked twice what will happen to her cat, Biscuit.\n\n"
)
MORE = [
    "The inspector, Dr. T. Okonjo-Lindqvist, noted damp in the cellar and a cracked pane in the kitchen.",
    "He wrote to the council's housing office (ref. HO/2023/00871) and copied the message to p.lindqvist@example.org.",
    "At the hearing in Port Averil the applicant, aged 43, said that his brother Emil had signed for both of them.",
    "None of this changes clause 7.2 of the agreement, which both parties accepted without reserve.",
    "Please use the template in Excel, keep Times New Roman at 11 points, and send the file by Friday.",
    "We were told that the North Fen Rowing Club would rent the hall again in the autumn of 2024.",
]

TEXTS = [
    "",
    " ",
    "Ok",
    "My name is Salma Haddad and I live in Kesselbrunn.",
    "my name is salma haddad and i live in kesselbrunn.",
    "MY NAME IS SALMA HADDAD AND I LIVE IN KESSELBRUNN.",
    "My Name Is Salma Haddad And I Live In Kesselbrunn.",
    LETTER + " ".join(MORE),
    LETTER * 4 + "\n".join(MORE * 6),
    "Name;Role;Phone\nIvo Marek;Welder;+44 7700 900123\nNgozi Eze;Team lead;(555) 010-7788\n",
    "| Patient | DOB | Ward |\n|---|---|---|\n| O'Neill, Siobhán | 03/11/1958 | B2 |\n| de la Cruz, J.-P. | 1971-07-30 | ICU |",
    "@moonlit_otter_88: can someone dm me?? lost my id card nr 77-4412-B near Gare du Midi 😭 #help",
    "From: \"K. Lee\" <k.lee@example.com>\r\nTo: it-support@example.com\r\nSubject: Fwd: password\r\n\r\nIt is Tr0ub4dor&3, thanks.",
    "INVOICE NO. 2024-0117\nBILL TO: MARGIT SZABÓ\nTOTAL DUE: EUR 4,980.00",
    "Le requérant, M. Étienne Lefèvre, né le 2 août 1964 à Saint-Amour, exerce la profession d'horloger.",
    "Frau Dr. Änne Großmüller wohnt seit 1998 in der Lindenstraße 5, 04109 Musterstadt.",
    "El señor Íñigo Peñalver (DNI 12345678Z) vive con doña Amaya en la calle del Olmo, 3.",
    "Hr. Søren Ågård og fru Bodil Kjær bor i Nørre Snedsted.",
    "我叫李明,住在海城。 東京の田中さん",
    "اسمي ليلى حسن وأعيش في الميناء. Меня зовут Ольга Ким, я живу в Заречье.",
    "नमस्ते, मेरा नाम अर्जुन है।",
    "Zoe\u0308 and Chloé said\u00a0hi;\u2003the\u200btown of Ma\u00adrl was quiet.\tTab\x0bbed\x85line\u2028end",
    "[CLS] Keep [SEP] these [MASK] words [PAD] [UNK] ##ing alone.",
    "key=" + "a1B2c3D4" * 20 + " then Rosa Quill signed",
    "x" * 60 + " " + "ab-" * 140 + " done by Pia Norling.",
    "fn main() { let user = \"hkaur\"; println!(\"{}\", user); } // TODO ask Harpreet",
    "Pt c/o SOB x3d, hx of T2DM. Seen by A. Brandt RN @ 14:30, MRN 0099412. Dtr. Lucille at bedside.",
    "R0bert J0hns0n liv es at l2 Oak Str eet , Sprlngfield . Te1 : O1632 96O 123",
    "Madam President,\nthe delegation of Norvia thanks Mr. Speaker. I am Prof Dr Ines Abt: hello! \"Quoted\" (brackets) …and more…",
    "a\nB\n\nC. D? E! 5 %",
]
