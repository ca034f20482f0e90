"""Bad input is named by file and line, kept apart with the reason, counted at the end; the rest is used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autoformalize.data import iter_pairs, load_pairs, write_pairs
from autoformalize.data.__main__ import main
from autoformalize.data.rejects import Rejects
from autoformalize.problem import DataError

PAIRS = load_pairs("builtin", "validation")[:4]
LINES = [json.dumps(pair.to_json(), ensure_ascii=False).encode() for pair in PAIRS]
DEEP = b"[" * 200_000


def rejects_of(path: Path) -> dict[str, str]:
    """Each reject's place, without the folder, and its reason."""
    entries = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return {entry["where"].rpartition("/")[2]: entry["reason"] for entry in entries}


def test_every_bad_row_is_kept_apart_with_its_line(tmp_path, capsys):
    """Broken JSON, another encoding, half a character, missing keys, wrong types: each by line, the good rows used."""
    bad = {
        2: (b'{"id": "a"', "not valid JSON"),
        3: ('{"id": "é"}'.encode("latin-1"), "not UTF-8 text (byte 8)"),
        4: (b"[1, 2]", "expected a JSON object, found list"),
        5: (b'{"id": "half", "informal_statement": "\\ud800"}', "not valid Unicode"),
        6: (DEEP, "not usable JSON"),
        7: (b'{"id": "n", "big": ' + b"9" * 5_000 + b"}", "not usable JSON"),
        8: (LINES[0].replace(b'"formal_proof"', b'"prf"'), "the key 'formal_proof' is missing"),
        9: (LINES[0].replace(b'"id": "', b'"id": 5, "ID": "', 1), "'id' must be text, found int"),
        11: (b"null", "expected a JSON object, found NoneType"),
        12: (b"\x00\x00\x00", "not valid JSON"),
    }
    rows = [LINES[0], *(bad[number][0] for number in range(2, 10)), b"", bad[11][0], bad[12][0], *LINES[1:]]
    source, output = tmp_path / "mine.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b"\n".join(rows))
    assert main(["convert", str(source), "-o", str(output)]) == 0
    assert load_pairs(str(output), None) == PAIRS
    found = rejects_of(tmp_path / "out.rejects.jsonl")
    assert list(found) == [f"mine.jsonl:{number}" for number in bad]
    for number, (_, reason) in bad.items():
        assert found[f"mine.jsonl:{number}"].startswith(reason), number
    said = capsys.readouterr().err
    assert "4 pairs from 4" in said and "10 rejected:" in said and str(tmp_path / "out.rejects.jsonl") in said


def test_bad_csv_rows_are_kept_apart(tmp_path):
    """A row with too many cells, one in another encoding and one with a stray quote cost themselves only."""
    row = "{},It is true.,theorem {} : true,:= trivial\n"
    text = b"\xef\xbb\xbfid,informal_statement,formal_statement,formal_proof\n"
    text += row.format("a", "a").encode() + b"b,one,two,three,four\n"
    text += 'c,\u00e9,"theorem c : true",x\n'.encode("latin-1")
    text += b'd,"stray" quote,x,y\n' + b"e,short\n" + row.format("f", "f").encode()
    source = tmp_path / "mine.csv"
    source.write_bytes(text)
    with Rejects(tmp_path / "rejects.jsonl") as rejects:
        assert [pair.problem.id for pair in iter_pairs(str(source), None, rejects=rejects)] == ["a", "f"]
    found = rejects_of(tmp_path / "rejects.jsonl")
    assert list(found) == [f"mine.csv:{number}" for number in (3, 4, 5, 6)]
    assert [reason.partition(":")[0].partition(" (")[0].partition(";")[0] for reason in found.values()] == [
        "more cells than the header has columns",
        "not UTF-8 text",
        "not valid CSV",
        "the key 'formal_statement' is missing or empty",
    ]


def test_a_wrong_column_is_named_with_those_that_are_there(tmp_path, capsys):
    """Where nothing can be used the command says why in one line, names the columns, and makes no empty corpus."""
    source = tmp_path / "mine.csv"
    source.write_text("name,english,lean,proof\nt,It is true.,theorem t : true,:= trivial\n", encoding="utf-8")
    columns = ["id=name", "informal_statement=english", "formal_statement=lean", "formal_proof=prf"]
    options = [part for column in columns for part in ("--column", column)]
    output = tmp_path / "out.jsonl"
    assert main(["convert", str(source), "-o", str(output), *options]) == 2
    error = capsys.readouterr().err.strip().splitlines()[-1]
    assert "nothing of" in error and "there is no column 'prf' for 'formal_proof'" in error and not output.exists()
    reason = rejects_of(tmp_path / "out.rejects.jsonl")["mine.csv:2"]
    assert reason.endswith("the columns are: english, lean, name, proof")
    options[-1] = "formal_proof=proof"
    assert main(["convert", str(source), "-o", str(output), *options]) == 0 and len(load_pairs(str(output))) == 1
    assert main(["convert", str(source), "-o", str(output), "--column", "id"]) == 2
    assert "write KEY=COLUMN" in capsys.readouterr().err


@pytest.mark.parametrize("kept", [0, 3, 4, 100, -8, -1])
def test_a_truncated_parquet_is_named(tmp_path, capsys, kept):
    """A Parquet file that was cut short gives one line and no output."""
    source = tmp_path / "cut.parquet"
    write_pairs(source, PAIRS)
    source.write_bytes(source.read_bytes()[:kept])
    assert main(["convert", str(source), "-o", str(tmp_path / "out.jsonl")]) == 2
    assert "cut.parquet: not a readable Parquet file" not in capsys.readouterr().out
    assert rejects_of(tmp_path / "out.rejects.jsonl")["cut.parquet"].startswith(
        "not a readable Parquet file (cut short?)"
    )
    with pytest.raises(DataError, match=r"cut.parquet: not a readable Parquet file"):
        load_pairs(str(source))


def test_what_is_whole_of_a_damaged_parquet_is_read(tmp_path):
    """A damaged part of a file costs its own rows."""
    import pyarrow.parquet

    source = tmp_path / "damaged.parquet"
    write_pairs(source, PAIRS * 700)  # three row groups
    group = pyarrow.parquet.read_metadata(source).row_group(1)
    start = group.column(2).data_page_offset
    content = bytearray(source.read_bytes())
    content[start + 40 : start + 140] = b"\xff" * 100
    source.write_bytes(content)
    with Rejects(tmp_path / "rejects.jsonl") as rejects:
        pairs = list(iter_pairs(str(source), None, rejects=rejects))
    assert len(pairs) == 2800 - 1024
    (where,) = rejects_of(tmp_path / "rejects.jsonl")
    assert where == "damaged.parquet:1025"


def test_wide_text_is_named(tmp_path):
    """A file that a spreadsheet saved as UTF-16 is refused as a whole, by what it is."""
    for name in ("wide.csv", "wide.jsonl"):
        (tmp_path / name).write_text("id,x\n1,2\n", encoding="utf-16")
        with pytest.raises(DataError, match=rf"{name}: this is UTF-16 text; save the file as UTF-8"):
            load_pairs(str(tmp_path / name))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(noise=st.lists(st.binary(max_size=60).map(lambda raw: raw.replace(b"\n", b"?")), min_size=5, max_size=5))
def test_no_bytes_cost_the_rows_beside_them(tmp_path, noise):
    """Whatever stands between good lines, every good line is read."""
    mixed = [line for pair in zip(noise, [*LINES, b""], strict=True) for line in pair]
    if mixed[0].startswith((b"\xff\xfe", b"\xfe\xff")):
        mixed[0] = b"?" + mixed[0]
    source = tmp_path / "noise.jsonl"
    source.write_bytes(b"\n".join(mixed))
    assert list(iter_pairs(str(source), None, rejects=Rejects(None))) == PAIRS


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400))
@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_no_file_is_a_traceback(tmp_path, suffix, content):
    """Any bytes under any suffix are read or refused."""
    source = tmp_path / f"any.{suffix}"
    source.write_bytes(content)
    assert list(iter_pairs(str(source), None, rejects=Rejects(None))) == []


def test_a_killed_run_goes_on_over_bad_rows(tmp_path):
    """Rows that were rejected before the kill are not rejected twice after it."""
    source, output = tmp_path / "mine.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b"\n".join([LINES[0], b"{", LINES[1], b"}", LINES[2], b"?", LINES[3]]))
    assert main(["convert", str(source), "-o", str(tmp_path / "whole.jsonl")]) == 0

    from autoformalize.data.resume import Output, stamp

    settings_of = {"command": "convert", "source": stamp(str(source)), "split": None, "columns": {}}
    begun = Output(output, settings_of)
    for number, pair in enumerate(iter_pairs(str(source), None, rejects=begun.rejects)):
        begun.write(pair)
        begun.advance()
        if number == 1:
            begun.checkpoint()
    begun._stream.close()  # a kill: the journal is at the second pair, the rejects at the end
    assert main(["convert", str(source), "-o", str(output)]) == 0
    for end in ("jsonl", "rejects.jsonl"):
        assert (tmp_path / f"out.{end}").read_bytes() == (tmp_path / f"whole.{end}").read_bytes()


def test_unknown_commands_sources_and_folders_are_one_line(tmp_path, capsys):
    """What does not exist is said in one line, with what to give instead, and nothing is left behind."""
    for arguments, words in (
        (["convert", "nowhere.jsonl", "-o", str(tmp_path / "x.jsonl")], "there is no such data set or file"),
        (["convert", str(tmp_path), "-o", str(tmp_path / "x.jsonl")], "is no published corpus"),
        (["convert", "builtin", "-o", str(tmp_path / "x.xls")], "cannot write a .xls file"),
        (["stats", "hub:../no_such_folder"], "cannot be loaded from the hub"),
        (["card", "forge:seeds=2"], "cannot read 'seeds=2'"),
    ):
        assert main(arguments) == 2
        error = capsys.readouterr().err.strip().splitlines()[-1]
        assert error.startswith("error: ") and words in error
    assert list(tmp_path.iterdir()) == []
