using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Unified.Media.Benchmarks;

/// <summary>
/// A server that takes every upload in and keeps nothing. A server that writes and hashes is the slowest part of an upload on a machine of
/// two cores, and hides what clients cost; this one shows it.
/// </summary>
internal sealed class StorageSink : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StorageSink(WebApplication app, Uri url) => (_app, Url) = (app, url);

    public Uri Url { get; }

    public static async Task<StorageSink> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MaxRequestBufferSize = 4 * 1024 * 1024;
        });
        var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync();
        return new(app, new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()));
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context)
    {
        while (true)
        {
            var read = await context.Request.BodyReader.ReadAsync();
            context.Request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        // One bucket, private, and nothing in it that could be signed.
        var path = context.Request.Path.Value!;
        var answer = Encoding.ASCII.GetBytes(path switch
        {
            _ when path.StartsWith("/bucket/", StringComparison.Ordinal) => """{"id":"sink","public":false}""",
            _ when path.StartsWith("/object/sign/", StringComparison.Ordinal) => "[]",
            _ => """{"Key":"sink/object","Id":"01900000-0000-7000-8000-000000000000"}""",
        });
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = answer.Length;
        context.Response.BodyWriter.Write(answer);
        await context.Response.BodyWriter.FlushAsync();
    }
}
