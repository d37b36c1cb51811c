using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;
using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary>The command <c>legacy verify</c>.</summary>
internal sealed class LegacyVerifyCommand
{
    private readonly LegacyCommandOptions _options = new();
    private readonly ObjectStoreOptions _storeOptions = new();

    private readonly Option<bool> _objects = new("--objects")
    {
        Description = "Also check that the objects exist, in a folder or in Supabase Storage",
    };

    private readonly Option<int?> _every = new("--every")
    {
        Description = "With --objects: check only every n-th object; 1 checks all",
        CustomParser = ValueParsers.Number(min: 1),
        DefaultValueFactory = _ => 100,
        HelpName = "n",
    };

    private LegacyVerifyCommand()
    {
    }

    public static ToolCommand Create(CommandBinder binder)
    {
        var verify = new LegacyVerifyCommand();
        return binder.Bind(
            new ToolCommand("verify", "Compares every legacy row with its item: fields, counts and checksums per owner and day, "
                + "and references. Changes nothing")
            {
                Options = { verify._options.StorageHosts, verify._objects, verify._every, verify._storeOptions.Folder },
                Examples =
                [
                    ("legacy verify", "The exit code is 1 for differences and 2 if a row is missing or lost."),
                    ("legacy verify --objects --every 1 --json", "Also checks every object in Supabase Storage and writes JSON."),
                ],
            },
            verify.VerifyAsync);
    }

    private async Task<IReport> VerifyAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var checksObjects = context.GetValue(_objects) || context.GetValue(_storeOptions.Folder) is not null;
        await using var services = checksObjects ? _storeOptions.CreateServices(context) : null;
        var objectCheck = services is null ? null : new LegacyObjectCheckOptions
        {
            ObjectStore = services.GetRequiredService<IObjectStore>(),
            SampleInterval = context.GetValue(_every)!.Value,
        };
        var migration = await _options.OpenAsync(context, cancellationToken);
        LegacyVerification? verification = null;
        await context.Output.ShowProgressAsync(async progress =>
            verification = await migration.VerifyAsync(objectCheck, new LegacyProgressReporter(progress), cancellationToken));
        return new LegacyVerifyResult(verification!);
    }
}
