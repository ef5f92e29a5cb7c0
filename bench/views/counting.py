"""How fast views are counted, of one hot article and spread over many, and how exactly."""

from collections import defaultdict
from statistics import median

from bench import archive
from bench.views import sides

HEADINGS = [
    "side",
    "clients",
    "requests/s",
    "x plain",
    "p50 ms",
    "p99 ms",
    "p99 of plain",
    "CPU ms a request",
    "CPU ms with adding up",
    "CPU of plain",
]


def measure(database, report, rounds, scale):
    with sides.all_sides(archive.editions(4 * sides.SPREAD), scale) as measured:
        for side in measured:  # connections are opened, and what is live is learnt
            side.send(database, side.editions[:1], 500, 16)
        found = in_rounds(database, measured, [1, 16, 32, 64], rounds, 1)
        report.table("One hot article", HEADINGS, rows(measured, found))
        for side in measured:
            side.send(database, side.editions, 2 * sides.SPREAD, 32)
        found = in_rounds(database, measured, [32], rounds, sides.SPREAD)
        title = f"Spread over {sides.SPREAD:,} editions"
        note = "Each process had met most of them in the hour before."
        report.table(title, HEADINGS, rows(measured, found), note)
        exact = [
            (side.name, side.acknowledged, side.counted, side.counted - side.acknowledged)
            for side in measured
        ]
    report.table("Exactness", ["side", "acknowledged", "in the totals", "difference"], exact)


def in_rounds(database, measured, numbers_of_clients, rounds, editions):
    """The figures of each side and number of clients, a dictionary for each round."""
    found = defaultdict(list)
    for turn in range(rounds):
        for clients in numbers_of_clients:
            # Another one begins each time, so that nobody always follows the same.
            for side in measured[turn % len(measured) :] + measured[: turn % len(measured)]:
                number = side.number // 4 if clients == 1 else side.number
                run, answered, added_up = side.send(
                    database, side.editions[:editions], number, clients
                )
                figures = {
                    "rate": run.rate,
                    "p50": run.percentile(50) * 1000,
                    "p99": run.percentile(99) * 1000,
                    "cpu": answered * 1000,
                    "whole": (answered + added_up) * 1000,
                }
                found[side.name, clients].append(figures)
                told = ", ".join(f"{name} {value:.2f}" for name, value in figures.items())
                print(f"round {turn + 1}, {clients} clients, {side.name}: {told}", flush=True)
    return found


def rows(measured, found):
    """Medians of the rounds; what is compared with the plain view is so round by round."""
    for clients in sorted({clients for _name, clients in found}):
        plain = found[measured[0].name, clients]
        for side in measured:
            own = found[side.name, clients]

            def middle(name, own=own):
                return median(figures[name] for figures in own)

            def against(name, own=own, plain=plain):
                return median(a[name] / b[name] for a, b in zip(own, plain, strict=True))

            yield [
                side.name,
                clients,
                middle("rate"),
                against("rate"),
                middle("p50"),
                middle("p99"),
                against("p99"),
                middle("cpu"),
                middle("whole"),
                against("whole"),
            ]
