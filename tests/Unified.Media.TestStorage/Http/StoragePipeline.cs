using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Unified.Media.TestStorage;

/// <summary>Runs routes: records requests, injects faults, writes errors, and reads the rest of request bodies.</summary>
internal sealed class StoragePipeline(StorageRoutes routes, RequestRecord record, FaultInjector faults, TimeProvider time)
{
    private const int LargestHeaders = 16 * 1024;

    public async Task HandleAsync(HttpContext context)
    {
        record.Add(context);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        try
        {
            if (faults.Take(context.Request.Method, target) is { } fault)
            {
                await FaultGate.ApplyAsync(context, fault, time, () => RouteAsync(context));
            }
            else
            {
                await RouteAsync(context);
            }

            await DrainAsync(context);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or BadHttpRequestException)
        {
            // The client closed the connection, or a fault cut it.
            context.Abort();
        }
    }

    private async Task RouteAsync(HttpContext context)
    {
        try
        {
            if (context.Request.Headers.Sum(h => h.Key.Length + h.Value.ToString().Length + 4) > LargestHeaders)
            {
                throw Failures.HeadersTooLarge;
            }

            await routes.HandleAsync(StorageRequest.From(context));
        }
        catch (StorageFailure failure)
        {
            await Replies.FailureAsync(context, failure);
        }
    }

    /// <summary>
    /// Like the real server, keeps the connection after an early error and discards the rest of the body, so that clients get the response instead
    /// of a broken pipe.
    /// </summary>
    private static async Task DrainAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true || context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        await context.Response.CompleteAsync();
        var reader = context.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(context.RequestAborted);
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted || result.IsCanceled)
            {
                return;
            }
        }
    }
}
