using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;
using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary><c>legacy verify</c></summary>
internal sealed class LegacyVerifyCommand
{
    private readonly LegacyOptions _options = new();
    private readonly ObjectStoreOptions _stores = new();

    private readonly Option<bool> _objects = new("--objects")
    {
        Description = "Look for the objects too, in a folder or in Supabase Storage",
    };

    private readonly Option<int> _every = new("--every")
    {
        Description = "With --objects: look for every n-th only; 1 for all",
        DefaultValueFactory = _ => 100,
        HelpName = "n",
    };

    private LegacyVerifyCommand()
    {
    }

    public static ToolCommand Create(CommandBinding binding)
    {
        var verify = new LegacyVerifyCommand();
        return binding.Bind(
            new ToolCommand("verify", "Compares every older row with what it has become: fields, counts and checksums by owner and day, "
                + "references. Changes nothing")
            {
                Options = { verify._options.StorageHosts, verify._objects, verify._every, verify._stores.Folder },
                Examples =
                [
                    ("legacy verify", "The exit code is 1 for differences, and 2 where a row is missing or lost."),
                    ("legacy verify --objects --every 1 --json", "Looks for every object in Supabase Storage too; as a document."),
                ],
            },
            verify.RunAsync);
    }

    private async Task<IReport> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var objects = invocation.Get(_objects) || invocation.Get(_stores.Folder) is not null;
        await using var services = objects ? _stores.Open(invocation) : null;
        var check = services is null ? null : new LegacyObjectCheckOptions
        {
            ObjectStore = services.GetRequiredService<IObjectStore>(),
            SampleInterval = Math.Max(1, invocation.Get(_every)),
        };
        var migration = await _options.OpenAsync(invocation, cancellationToken);
        LegacyVerification? verification = null;
        await invocation.Screen.ProgressAsync(async progress =>
            verification = await migration.VerifyAsync(check, new LegacyProgressLines(progress), cancellationToken));
        return new LegacyVerifyResult(verification!);
    }
}
