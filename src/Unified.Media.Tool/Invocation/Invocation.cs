using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Unified.Media.LegacyMigration;
using Unified.Media.Migrations;

namespace Unified.Media.Tool;

/// <summary>One command that is being carried out: what was typed, and what it needs to do its work.</summary>
internal sealed class Invocation(ParseResult typed, CommonOptions options, Surroundings surroundings, Screen screen) : IAsyncDisposable
{
    private IConfiguration? _settings;
    private DatabaseAddress? _address;
    private NpgsqlDataSource? _database;

    public Surroundings Surroundings => surroundings;

    public Screen Screen => screen;

    public IConfiguration Settings => _settings ??= ToolSettings.Read(surroundings, screen.Secrets);

    public DatabaseAddress Address => _address ??= DatabaseAddress.Find(typed.GetValue(options.Connection), Settings, screen.Secrets);

    public PostgresSchemaNames Names => DatabaseNames.Read(typed.GetValue(options.Schema), typed.GetValue(options.MediaSchema), Settings);

    public NpgsqlDataSource Database => _database ??= NpgsqlDataSource.Create(Address.ConnectionString);

    /// <summary>The modules that this tool brings: each is applied where its tables are, or where it was asked for by name.</summary>
    public static IReadOnlyList<SchemaModule> Modules { get; } = [LegacySchema.Module];

    public UnifiedMediaSchema Schema => OpenSchema(_ => { }, []);

    /// <summary>The schema of the database, with the modules that the user names.</summary>
    public UnifiedMediaSchema OpenSchema(Action<SchemaOptions> set, IReadOnlyCollection<string> named)
    {
        var schemaOptions = new SchemaOptions();
        set(schemaOptions);
        return new(Database, Names, schemaOptions, null, surroundings.Time, [.. Modules, .. ModulesOf(named)]);
    }

    /// <summary>The modules of these names, required.</summary>
    /// <exception cref="ToolException">There is no such module.</exception>
    public static IEnumerable<SchemaModule> ModulesOf(IEnumerable<string> named) => named
        .Where(name => name != SchemaModule.CoreName)
        .Select(name => Modules.FirstOrDefault(module => module.Name == name)?.AsRequired() ?? throw new ToolException(
            "module_unknown", $"There is no module '{name}'.",
            $"Modules: {SchemaModule.CoreName}, {string.Join(", ", Modules.Select(module => module.Name))}."));

    public T? Get<T>(Option<T> option) => typed.GetValue(option);

    public T? Get<T>(Argument<T> argument) => typed.GetValue(argument);

    /// <summary>Goes on when the answer is yes.</summary>
    public async Task ConfirmAsync(string question, CancellationToken cancellationToken)
    {
        if (typed.GetValue(options.Yes))
        {
            return;
        }

        switch (await screen.AskAsync(question, cancellationToken))
        {
            case null:
                throw new ToolException("confirmation_needed", "This needs a yes, and there is no terminal to ask.", "Add --yes.");
            case false:
                throw new ToolException("declined", "Nothing was done.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}
