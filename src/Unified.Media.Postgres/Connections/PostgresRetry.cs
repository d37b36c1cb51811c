using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Unified.Media.Postgres;

/// <summary>
/// The retry policy. Transient errors, which include serialization failures and deadlocks, are retried with exponential back-off. A write with an
/// unknown outcome is retried only if its <see cref="RetrySafety"/> allows it.
/// </summary>
internal sealed class PostgresRetry
{
    private static readonly ResiliencePropertyKey<RetrySafety> SafetyKey = new("retry-safety");

    private readonly ResiliencePipeline _pipeline;
    private readonly ILogger _logger;

    public PostgresRetry(int maxRetries, ILogger logger)
    {
        _logger = logger;
        _pipeline = maxRetries == 0 ? ResiliencePipeline.Empty : Build(maxRetries);
    }

    /// <summary>Executes a call, and retries it after errors that allow a retry.</summary>
    public async Task ExecuteAsync<TState>(
        Func<TState, CancellationToken, Task> call, TState state, RetrySafety safety, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(SafetyKey, safety);
        try
        {
            await _pipeline.ExecuteAsync(
                static async (context, attempt) => await attempt.Call(attempt.State, context.CancellationToken).ConfigureAwait(false),
                context,
                (Call: call, State: state)).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private ResiliencePipeline Build(int maxRetries) => new ResiliencePipelineBuilder
    {
        // Retries use the system clock, because tests may stop the clock of the catalog.
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
            ShouldRetry(arguments.Outcome.Exception, arguments.Context.Properties.GetValue(SafetyKey, RetrySafety.NotRetryable))),
        OnRetry = arguments =>
        {
            Log.Retrying(_logger, PostgresErrors.GetSqlState(arguments.Outcome.Exception), arguments.AttemptNumber + 2);
            return default;
        },
    })
    .Build();

    private static bool ShouldRetry(Exception? error, RetrySafety safety) =>
        error is MediaProviderException { IsTransient: true } transient && (!transient.OutcomeUnknown || safety != RetrySafety.NotRetryable);
}
