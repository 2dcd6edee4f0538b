"""The same data give the same bytes."""

from project import copy_project, digests, run


def test_a_second_run_elsewhere_gives_byte_identical_files(sample_run, tmp_path):
    again = copy_project(tmp_path / "di-tempat-lain")

    done = run("lkjip", "report", "--root", again.root)

    assert done.returncode == 0, done.stderr
    first, second = digests(sample_run.output), digests(again.output)
    ours = [name for name in first if not name.startswith("notebooks/")]
    assert sorted(ours) == [
        *("angka.jsonl", "laporan.html", "laporan.pdf", "manifest.json", "temuan.csv")
    ]
    assert {name: second[name] for name in ours} == {name: first[name] for name in ours}
