using Microsoft.Extensions.Logging;

namespace Unified.Media.Postgres;

/// <summary>Executes batches of statements, translates their errors and retries transient ones.</summary>
internal sealed class StatementExecutor(int maxRetries, ILogger logger)
{
    private readonly PostgresRetry _retry = new(maxRetries, logger);

    /// <summary>Executes a batch. Afterwards the results of its statements have their values.</summary>
    public Task ExecuteAsync(StatementBatch batch, RetrySafety safety, CancellationToken cancellationToken) => _retry.ExecuteAsync(
        static (call, cancel) => call.Executor.TryAsync(call.Batch, isWrite: call.Safety != RetrySafety.ReadOnly, cancel),
        (Executor: this, Batch: batch, Safety: safety),
        safety,
        cancellationToken);

    private async Task TryAsync(StatementBatch batch, bool isWrite, CancellationToken cancellationToken)
    {
        var isSent = false;
        try
        {
            var connection = await batch.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var commands = batch.CreateCommands(connection);
                await using (commands.ConfigureAwait(false))
                {
                    isSent = true;
                    var reader = await commands.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                    await using (reader.ConfigureAwait(false))
                    {
                        await batch.ReadAsync(commands, reader, cancellationToken).ConfigureAwait(false);
                    }
                }
            }
        }
        catch (Exception error) when (PostgresErrors.IsProviderError(error))
        {
            throw PostgresErrors.Translate(error, isSent && isWrite, batch.Role, logger);
        }
    }
}
