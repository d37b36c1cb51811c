using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;
using Polly.Retry;

namespace Unified.Media.Postgres;

/// <summary>
/// Runs statements: all of a call in one batch, which is one transaction and one round trip. What failed for a passing reason is run again,
/// where that does no harm.
/// </summary>
internal sealed class Roundtrips
{
    private static readonly ResiliencePropertyKey<Repetition> Kind = new("repetition");

    private readonly ResiliencePipeline _pipeline;
    private readonly ILogger _logger;

    public Roundtrips(int maxRetries, ILogger logger)
    {
        _logger = logger;
        _pipeline = maxRetries == 0 ? ResiliencePipeline.Empty : Build(maxRetries);
    }

    /// <summary>Runs the statements and reads the answers of the last one, or of the last ones.</summary>
    public async Task<T> RunAsync<T>(
        NpgsqlDataSource source, IReadOnlyList<Statement> statements, Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        Repetition repetition, CancellationToken cancellationToken, int answers = 1)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Kind, repetition);
        try
        {
            return await _pipeline.ExecuteAsync(
                static async (context, call) => await call.Self
                    .TryAsync(call.Source, call.Statements, call.Answers, call.Read, call.Repetition != Repetition.Read, context.CancellationToken)
                    .ConfigureAwait(false),
                context,
                (Self: this, Source: source, Statements: statements, Answers: answers, Read: read, Repetition: repetition)).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<T> TryAsync<T>(
        NpgsqlDataSource source, IReadOnlyList<Statement> statements, int answers, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, bool isWrite,
        CancellationToken cancellationToken)
    {
        var isSent = false;
        try
        {
            var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var batch = Batch(connection, statements);
                await using (batch.ConfigureAwait(false))
                {
                    isSent = true;
                    var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                    await using (reader.ConfigureAwait(false))
                    {
                        return await ReadAsync(reader, statements.Count - answers, read, cancellationToken).ConfigureAwait(false);
                    }
                }
            }
        }
        catch (Exception error) when (PostgresErrors.IsProviders(error))
        {
            var role = statements.FirstOrDefault(statement => statement.Role is not null)?.Role;
            throw PostgresErrors.Translate(error, isSent && isWrite, role, _logger);
        }
    }

    private static NpgsqlBatch Batch(NpgsqlConnection connection, IReadOnlyList<Statement> statements)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement.ToCommand());
        }

        return batch;
    }

    private static async Task<T> ReadAsync<T>(
        NpgsqlDataReader reader, int skipped, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        for (; skipped > 0; skipped--)
        {
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }

        var answer = await read(reader, cancellationToken).ConfigureAwait(false);

        // The transaction is committed when the end of the batch is read, and not before.
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
        }

        return answer;
    }

    private ResiliencePipeline Build(int maxRetries) => new ResiliencePipelineBuilder
    {
        // By the machine's clock: the clock of the catalog may stand still in tests.
        TimeProvider = TimeProvider.System,
    }
    .AddRetry(new RetryStrategyOptions
    {
        MaxRetryAttempts = maxRetries,
        BackoffType = DelayBackoffType.Exponential,
        Delay = TimeSpan.FromMilliseconds(50),
        MaxDelay = TimeSpan.FromSeconds(2),
        UseJitter = true,
        ShouldHandle = arguments => ValueTask.FromResult(
            arguments.Outcome.Exception is MediaProviderException { IsTransient: true } error
            && (!error.OutcomeUnknown || arguments.Context.Properties.GetValue(Kind, Repetition.Once) != Repetition.Once)),
        OnRetry = arguments =>
        {
            Log.Retrying(_logger, PostgresErrors.StateOf(arguments.Outcome.Exception), arguments.AttemptNumber + 2);
            return default;
        },
    })
    .Build();
}
