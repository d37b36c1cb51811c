using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;

namespace Unified.Media.Tool;

/// <summary><c>objects verify</c></summary>
internal sealed class ObjectsVerifyCommand
{
    private const int MostNamed = 1000;

    private readonly ObjectStoreOptions _stores = new();

    private readonly Option<int?> _sample = new("--sample")
    {
        Description = "Look at so many objects only, chosen by chance",
        HelpName = "number",
    };

    private readonly Option<bool> _checksums = new("--checksums")
    {
        Description = "Read every object and compare its SHA-256, not only its size",
    };

    private readonly Option<int> _parallel = new("--parallel")
    {
        Description = "How many objects are looked at at once",
        DefaultValueFactory = _ => 16,
        HelpName = "number",
    };

    private ObjectsVerifyCommand()
    {
    }

    public static ToolCommand Create(CommandBinding binding)
    {
        var verify = new ObjectsVerifyCommand();
        return binding.Bind(
            new ToolCommand("verify", "Compares the ledger with the object store: what is missing, or not what was stored. Changes nothing")
            {
                Options = { verify._stores.Folder, verify._sample, verify._checksums, verify._parallel },
                Examples =
                [
                    ("objects verify --folder ./media/objects", "Looks for every object of the ledger below a folder."),
                    ("objects verify --sample 1000 --checksums", "Reads a thousand objects of Supabase Storage and compares their "
                        + "contents."),
                ],
            },
            verify.RunAsync);
    }

    private async Task<IReport> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        await using var services = _stores.Open(invocation);
        var store = services.GetRequiredService<IObjectStore>();
        var ledger = new LedgerPage(invocation.Database, invocation.Names);
        var objects = await ledger.CountAsync(cancellationToken);
        var checks = new CompareObject(store, invocation.Get(_checksums));
        var differences = new List<ObjectDifference>();
        var (looked, different) = (0L, 0L);
        var sample = invocation.Get(_sample);
        var total = Math.Min(objects, sample ?? objects);
        await invocation.Screen.ProgressAsync(async progress =>
        {
            await foreach (var page in PagesAsync(ledger, sample, cancellationToken))
            {
                await Parallel.ForEachAsync(
                    page,
                    new ParallelOptions
                    {
                        MaxDegreeOfParallelism = Math.Clamp(invocation.Get(_parallel), 1, 256),
                        CancellationToken = cancellationToken,
                    },
                    async (expected, token) =>
                    {
                        var difference = await checks.RunAsync(expected, token);
                        lock (differences)
                        {
                            looked++;
                            if (difference is not null && ++different <= MostNamed)
                            {
                                differences.Add(difference);
                            }

                            progress.Show("comparing", looked, Math.Max(total, looked), "objects");
                        }
                    });
            }
        });
        return new ObjectsVerifyReport(
            store.ProviderName, objects, looked, invocation.Get(_checksums), different,
            [.. differences.OrderBy(difference => difference.Item, StringComparer.Ordinal)]);
    }

    private static async IAsyncEnumerable<IReadOnlyList<ExpectedObject>> PagesAsync(
        LedgerPage ledger, int? sample, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (sample is { } count)
        {
            yield return await ledger.SampleAsync(count, cancellationToken);
            yield break;
        }

        IReadOnlyList<ExpectedObject> page;
        for (long after = 0; (page = await ledger.ReadAsync(after, cancellationToken)).Count > 0; after = page[^1].Number)
        {
            yield return page;
        }
    }
}
