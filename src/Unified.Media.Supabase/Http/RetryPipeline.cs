using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Unified.Media.Supabase;

/// <summary>
/// When a call is tried again, and when none is made at all. By hand, because ready-made handlers repeat what may have been done already
/// and end every long upload.
/// </summary>
internal static class RetryPipeline
{
    /// <summary>The longest wait that a server may ask for; a longer one is passed on to the caller.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(30);

    public static readonly ResiliencePropertyKey<StorageCallState> State = new("call");

    public static ResiliencePipeline Create(SupabaseStorageOptions options, TimeProvider time, ILogger logger)
    {
        var budget = new RetryBudget();
        var builder = new ResiliencePipelineBuilder { TimeProvider = time, Name = SupabaseErrors.Provider };
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(Retry(options, budget, logger));
        }

        return builder.AddCircuitBreaker(Breaker(budget, logger)).Build();
    }

    private static RetryStrategyOptions Retry(SupabaseStorageOptions options, RetryBudget budget, ILogger logger) => new()
    {
        MaxRetryAttempts = options.MaxRetries,
        BackoffType = DelayBackoffType.Exponential,
        Delay = TimeSpan.FromMilliseconds(200),
        MaxDelay = TimeSpan.FromSeconds(5),
        UseJitter = true,
        ShouldHandle = arguments => ValueTask.FromResult(
            arguments.Outcome.Exception is StorageException { IsTransient: true } error
            && arguments.AttemptNumber < options.MaxRetries
            && (error.RetryAfter ?? TimeSpan.Zero) <= MaxWait
            && MayRepeat(arguments.Context.Properties.GetValue(State, null!).Call, error)
            && budget.TrySpend()),
        DelayGenerator = arguments => ValueTask.FromResult((arguments.Outcome.Exception as StorageException)?.RetryAfter),
        OnRetry = arguments =>
        {
            var error = (StorageException)arguments.Outcome.Exception!;
            var call = arguments.Context.Properties.GetValue(State, null!).Call;
            Log.Retrying(logger, call.What, arguments.AttemptNumber + 1, arguments.RetryDelay.TotalMilliseconds, error.Status);
            return ValueTask.CompletedTask;
        },
    };

    private static CircuitBreakerStrategyOptions Breaker(RetryBudget budget, ILogger logger) => new()
    {
        FailureRatio = 0.5,
        MinimumThroughput = 20,
        SamplingDuration = TimeSpan.FromSeconds(30),
        BreakDuration = TimeSpan.FromSeconds(5),
        ShouldHandle = arguments =>
        {
            budget.Earn();

            // Asking for a pause is not being broken.
            return ValueTask.FromResult(arguments.Outcome.Exception is StorageException { IsTransient: true, Status: not 429 });
        },
        OnOpened = arguments =>
        {
            Log.BreakerOpened(logger, arguments.BreakDuration.TotalSeconds);
            return ValueTask.CompletedTask;
        },
    };

    private static bool MayRepeat(StorageCall call, StorageException error) => !call.NoRetry && (call.IsRepeatable || !error.OutcomeUnknown);
}
