using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;

namespace Unified.Media.Tool;

/// <summary>The command <c>objects verify</c>.</summary>
internal sealed class ObjectsVerifyCommand
{
    private const int MaxListedDifferences = 1000;

    private readonly ObjectStoreOptions _storeOptions = new();

    private readonly Option<int?> _sample = new("--sample")
    {
        Description = "Check only a random sample of this size",
        CustomParser = ValueParsers.Number(min: 1),
        HelpName = "number",
    };

    private readonly Option<bool> _checksums = new("--checksums")
    {
        Description = "Read every object and compare its SHA-256 in addition to its size",
    };

    private readonly Option<int?> _parallel = new("--parallel")
    {
        Description = "Number of objects to check concurrently, 1 to 256",
        CustomParser = ValueParsers.Number(min: 1, max: 256),
        DefaultValueFactory = _ => 16,
        HelpName = "number",
    };

    private ObjectsVerifyCommand()
    {
    }

    public static ToolCommand Create(CommandBinder binder)
    {
        var verify = new ObjectsVerifyCommand();
        return binder.Bind(
            new ToolCommand("verify", "Finds objects that are missing or differ from the ledger. Changes nothing")
            {
                Options = { verify._storeOptions.Folder, verify._sample, verify._checksums, verify._parallel },
                Examples =
                [
                    ("objects verify --folder ./media/objects", "Checks every object of the ledger in a local object store."),
                    ("objects verify --sample 1000 --checksums", "Reads 1,000 objects of Supabase Storage and compares their checksums."),
                ],
            },
            verify.VerifyAsync);
    }

    private async Task<IReport> VerifyAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var services = _storeOptions.CreateServices(context);
        var store = services.GetRequiredService<IObjectStore>();
        var ledger = new LedgerReader(context.Database, context.Names);
        var objectCount = await ledger.CountAsync(cancellationToken);
        var comparer = new ObjectComparer(store, context.GetValue(_checksums));
        var differences = new List<ObjectDifference>();
        var (checkedCount, differenceCount) = (0L, 0L);
        var sampleSize = context.GetValue(_sample);
        var total = Math.Min(objectCount, sampleSize ?? objectCount);
        await context.Output.ShowProgressAsync(async progress =>
        {
            await foreach (var page in ReadPagesAsync(ledger, sampleSize, cancellationToken))
            {
                await Parallel.ForEachAsync(
                    page,
                    new ParallelOptions
                    {
                        MaxDegreeOfParallelism = context.GetValue(_parallel)!.Value,
                        CancellationToken = cancellationToken,
                    },
                    async (expected, token) =>
                    {
                        var difference = await comparer.CompareAsync(expected, token);
                        lock (differences)
                        {
                            checkedCount++;
                            if (difference is not null && ++differenceCount <= MaxListedDifferences)
                            {
                                differences.Add(difference);
                            }

                            progress.Show("comparing", checkedCount, Math.Max(total, checkedCount), "object");
                        }
                    });
            }
        });
        return new ObjectsVerifyReport(
            store.ProviderName, objectCount, checkedCount, context.GetValue(_checksums), differenceCount,
            [.. differences.OrderBy(difference => difference.Item, StringComparer.Ordinal)]);
    }

    private static async IAsyncEnumerable<IReadOnlyList<LedgerObject>> ReadPagesAsync(
        LedgerReader ledger, int? sampleSize, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (sampleSize is { } count)
        {
            yield return await ledger.SampleAsync(count, cancellationToken);
            yield break;
        }

        IReadOnlyList<LedgerObject> page;
        for (long lastId = 0; (page = await ledger.ReadPageAsync(lastId, cancellationToken)).Count > 0; lastId = page[^1].ObjectId)
        {
            yield return page;
        }
    }
}
