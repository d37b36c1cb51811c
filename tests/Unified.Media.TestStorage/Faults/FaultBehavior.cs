using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Unified.Media.TestStorage;

/// <summary>Applies a fault before, while or after a route handles a request.</summary>
internal static class FaultBehavior
{
    public static Task ApplyAsync(HttpContext context, InjectedFault fault, TimeProvider time, Func<Task> handle) => fault.Kind switch
    {
        FaultKind.Respond => RespondAsync(context, fault),
        FaultKind.CutBefore => CutAsync(context),
        FaultKind.CutAfter => LoseResponseAsync(context, handle),
        FaultKind.CutBody => WithRequestBodyAsync(context, fault, stall: false, handle),
        FaultKind.StallBody => WithRequestBodyAsync(context, fault, stall: true, handle),
        FaultKind.Truncate => WithResponseBodyAsync(context, fault, stall: false, handle),
        FaultKind.Stall => WithResponseBodyAsync(context, fault, stall: true, handle),
        _ => DelayAsync(context, fault, time, handle),
    };

    private static async Task RespondAsync(HttpContext context, InjectedFault fault)
    {
        var bytes = Encoding.UTF8.GetBytes(fault.Body);
        context.Response.StatusCode = fault.Status;
        context.Response.ContentType = fault.ContentType;
        context.Response.ContentLength = bytes.Length;
        if (fault.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    private static Task CutAsync(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static async Task LoseResponseAsync(HttpContext context, Func<Task> handle)
    {
        context.Response.Body = Stream.Null;
        await handle();
        context.Abort();
    }

    private static async Task WithRequestBodyAsync(HttpContext context, InjectedFault fault, bool stall, Func<Task> handle)
    {
        var body = context.Request.Body;
        context.Request.Body = new FaultyStream(context, body, fault, stall);
        try
        {
            await handle();
        }
        finally
        {
            context.Request.Body = body;
        }
    }

    private static Task WithResponseBodyAsync(HttpContext context, InjectedFault fault, bool stall, Func<Task> handle)
    {
        context.Response.Body = new FaultyStream(context, context.Response.Body, fault, stall);
        return handle();
    }

    private static async Task DelayAsync(HttpContext context, InjectedFault fault, TimeProvider time, Func<Task> handle)
    {
        await Task.Delay(fault.Delay, time, context.RequestAborted);
        await handle();
    }
}
