"""Texts in another language that do not say so: noticed where long enough, and English ones let be."""

from collections.abc import Callable
from pathlib import Path

import pytest

from claims.entries.language import looks_foreign
from claims.records import Page

PageOf = Callable[..., Page]

FOREIGN = {
    "ru": "По данным городской полиции, в понедельник в порту погибли двенадцать человек, ещё сорок ранены.",
    "ja": "市の警察によると、月曜日に港でクレーンがフェリーの上に倒れ、少なくとも十二人が死亡し、"
    "四十人以上が負傷した。救助は夜も続いている。",
    "ar": "قالت شرطة المدينة إن اثني عشر شخصا على الأقل قتلوا في الميناء يوم الاثنين وأصيب أكثر من أربعين آخرين.",
    "de": "Nach Angaben der Polizei wurden am Montag in der Hafenstadt mindestens zwölf Menschen getötet und mehr als "
    "vierzig verletzt, als ein Kran auf eine Fähre stürzte. Der Bürgermeister sagte, dass die Zahl der Opfer noch "
    "steigen könne, weil viele Fahrgäste vermisst werden; man war im Hafen die ganze Nacht auf der Suche.",
    "fr": "Selon la garde côtière, au moins quatorze marins ont péri mardi dans le port et une trentaine d'autres ont "
    "été blessés lorsque la grue est tombée sur le ferry. On a vu des plongeurs sur les quais, et le maire a déclaré "
    "que le bilan pourrait encore s'alourdir, car plusieurs passagers sont toujours portés disparus.",
    "es": "Según la policía, al menos doce personas murieron el lunes en el puerto y más de cuarenta heridas "
    "resultaron cuando una grúa cayó sobre el transbordador. El alcalde dijo que no se ha podido confirmar a cuántos "
    "han sido evacuados, y que la cifra de víctimas podría aumentar a lo largo de la noche.",
    "tr": "Polisin açıklamasına göre pazartesi günü limanda bir vincin feribotun üzerine düşmesi sonucu en az on iki "
    "kişi hayatını kaybetti, kırktan fazla kişi de yaralandı. Belediye başkanı, birçok yolcunun hâlâ kayıp olması "
    "nedeniyle ölü sayısının artabileceğini söyledi.",
    "nl": "Volgens de politie zijn maandag in de haven zeker twaalf mensen omgekomen en meer dan veertig gewond "
    "geraakt toen een kraan op de veerboot viel. Of de kraan goed was onderhouden, is niet bekend; we weten niet wie "
    "er aan boord waren, zei de burgemeester, die in de nacht was gekomen.",
    "da": "Ifølge politiet blev mindst tolv mennesker dræbt mandag i havnen, og mere end fyrre kom til skade, da en "
    "kran faldt ned over færgen. For at finde dem har man sat dykkere ind, og i byen er der over to hundrede "
    "frivillige, som har meldt sig for at hjælpe til.",
}
ENGLISH = {
    "prose": "Police in the port said on Monday that at least twelve people were killed and more than forty hurt when "
    "a crane fell on a ferry. The mayor said that the number could still rise, as many passengers are missing, and "
    "that divers had searched the harbour all night.",
    "a list": "Dead in the ferry accident, by district: Lower Orvan 12, Upper Orvan 7, Tern Point 3, Quay Street 1. "
    "Hurt and taken to hospital: Lower Orvan 40, Upper Orvan 31, Tern Point 12, Quay Street 9, and others whose "
    "address was not given. Missing, police said: 4.",
    "names of elsewhere": "Дмитрий Орлов said 12 people were killed in Қарағанды, and that 40 were hurt.",
    "empty": "",
    "figures": "12 000 000 " * 100,
}


@pytest.mark.parametrize("language", FOREIGN)
def test_another_language_is_a_problem(page_of: PageOf, language: str) -> None:
    page = page_of(FOREIGN[language])
    [problem] = page.problems
    assert problem.why == "The page looks like no English; the vocabulary reads English only."
    assert FOREIGN[language].startswith(problem.what)
    assert len(page.entries) == 1


@pytest.mark.parametrize("language", ["de", "tr"])
def test_a_short_text_is_let_be(page_of: PageOf, language: str) -> None:
    assert page_of(FOREIGN[language][:150]).problems == ()
    assert page_of("погибли 17 силовиков").problems == ()


@pytest.mark.parametrize("text", ENGLISH.values(), ids=ENGLISH)
def test_english_is_no_problem(text: str) -> None:
    assert not looks_foreign(text)


def test_a_page_that_says_en_is_not_believed(page_of: PageOf) -> None:
    page = page_of(f'<html lang="en"><body><article><p>{FOREIGN["ru"]}</p></article></body></html>', suffix=".html")
    assert ["looks like no English" in problem.why for problem in page.problems] == [True]
    declared = page_of(f'<html lang="ru"><body><article><p>{FOREIGN["ru"]}</p></article></body></html>', suffix=".html")
    assert ["another language (ru)" in problem.why for problem in declared.problems] == [True]


def test_no_text_of_the_corpus_looks_foreign(shared: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((shared / "corpus").rglob("*.txt"))]
    assert texts
    assert not any(map(looks_foreign, texts))
