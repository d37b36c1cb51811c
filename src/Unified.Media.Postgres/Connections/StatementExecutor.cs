using Microsoft.Extensions.Logging;

namespace Unified.Media.Postgres;

/// <summary>Executes batches of statements, translates their errors, and retries after transient errors.</summary>
internal sealed class StatementExecutor(int maxRetries, ILogger logger)
{
    private readonly PostgresRetry _retry = new(maxRetries, logger);

    /// <summary>Executes a batch in one transaction and sets the results of its statements.</summary>
    public Task ExecuteAsync(StatementBatch batch, RetrySafety safety, CancellationToken cancellationToken) => _retry.ExecuteAsync(
        static (call, token) => call.Executor.ExecuteOnceAsync(call.Batch, isWrite: call.Safety != RetrySafety.ReadOnly, token),
        (Executor: this, Batch: batch, Safety: safety),
        safety,
        cancellationToken);

    private async Task ExecuteOnceAsync(StatementBatch batch, bool isWrite, CancellationToken cancellationToken)
    {
        var isSent = false;
        try
        {
            var connection = await batch.DataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
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
