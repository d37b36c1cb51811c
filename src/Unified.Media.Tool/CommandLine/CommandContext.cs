using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Unified.Media.Migrations;

namespace Unified.Media.Tool;

/// <summary>The arguments of a running command and the services that it needs, each created on first use.</summary>
internal sealed class CommandContext(ParseResult parseResult, GlobalOptions options, ProcessContext process, CommandOutput output)
    : IAsyncDisposable
{
    private IConfiguration? _configuration;
    private ResolvedConnection? _connection;
    private NpgsqlDataSource? _database;

    public ProcessContext Process => process;

    public CommandOutput Output => output;

    public IConfiguration Configuration => _configuration ??= ToolConfiguration.Load(process, output.Secrets);

    public ResolvedConnection Connection =>
        _connection ??= ResolvedConnection.Resolve(parseResult.GetValue(options.Connection), Configuration, output.Secrets);

    public NpgsqlDataSource Database => _database ??= NpgsqlDataSource.Create(Connection.ConnectionString);

    public PostgresSchemaNames Names =>
        SchemaNameSettings.Read(parseResult.GetValue(options.Schema), parseResult.GetValue(options.MediaSchema), Configuration);

    /// <summary>Opens the schema of the database with the core and the optional modules.</summary>
    /// <param name="modules">Modules to apply even where the database does not need them.</param>
    /// <param name="configure">Changes the options of the migration.</param>
    public UnifiedMediaSchema OpenSchema(IEnumerable<string>? modules = null, Action<SchemaOptions>? configure = null)
    {
        var schemaOptions = new SchemaOptions();
        configure?.Invoke(schemaOptions);
        return new(
            Database, Names, schemaOptions, null, process.Time, [.. SchemaModules.Optional, .. SchemaModules.Find(modules ?? [])]);
    }

    public T? GetValue<T>(Option<T> option) => parseResult.GetValue(option);

    public T? GetValue<T>(Argument<T> argument) => parseResult.GetValue(argument);

    /// <summary>Returns the value of an option that is a setting of the library; null when it was not given.</summary>
    /// <exception cref="ToolException">The value is outside of the range that the library accepts.</exception>
    public int? GetSetting(Option<int?> option, int min, int max) => parseResult.GetValue(option) switch
    {
        { } value when value < min || value > max => throw new ToolException(
            "settings_wrong",
            max == int.MaxValue ? $"{option.Name} must be {min} or more." : $"{option.Name} must be between {min} and {max} {option.HelpName}."),
        var value => value,
    };

    /// <summary>Asks for confirmation unless the command line has <c>--yes</c>.</summary>
    /// <exception cref="ToolException">The user did not answer yes, or there is no terminal to ask.</exception>
    public async Task ConfirmAsync(string question, CancellationToken cancellationToken)
    {
        if (parseResult.GetValue(options.Yes))
        {
            return;
        }

        switch (await output.PromptAsync(question, cancellationToken))
        {
            case null:
                throw new ToolException(
                    "confirmation_needed", "This command needs a confirmation, and there is no terminal to ask.",
                    "Run it again with --yes.");
            case false:
                throw new ToolException("declined", "Cancelled: nothing was changed.");
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
