using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Unified.Media.TestStorage;

/// <summary>A request with its path as the client wrote it: what is escaped matters here.</summary>
internal sealed class StorageRequest
{
    public const string GatewayPrefix = "/storage/v1";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private StorageRequest(HttpContext context, string rawPath, bool throughGateway)
    {
        Context = context;
        RawPath = rawPath;
        ThroughGateway = throughGateway;
        Segments = rawPath.Split('/')[1..];
    }

    public HttpContext Context { get; }

    /// <summary>Below the base, without the query, as sent.</summary>
    public string RawPath { get; }

    /// <summary>The path began with the prefix of the hosted gateway.</summary>
    public bool ThroughGateway { get; }

    /// <summary>The raw parts between slashes; the first is <c>object</c> for <c>/object/…</c>.</summary>
    public string[] Segments { get; }

    public string Method => Context.Request.Method;

    public bool IsHead => HttpMethods.IsHead(Method);

    public CancellationToken Aborted => Context.RequestAborted;

    public static StorageRequest From(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.Split('?', 2)[0];
        var gateway = path.StartsWith(GatewayPrefix + "/", StringComparison.Ordinal);
        path = gateway ? path[GatewayPrefix.Length..] : path;
        if (Decode(path) is null)
        {
            throw Failures.BadUrl(path);
        }

        return new StorageRequest(context, path.Length == 0 ? "/" : path, gateway);
    }

    /// <summary>One segment, decoded.</summary>
    public string Segment(int index) => Decode(Segments[index])!;

    /// <summary>Everything from a segment on, as sent.</summary>
    public string RawRest(int index) => string.Join('/', Segments[index..]);

    /// <summary>Everything from a segment on, decoded.</summary>
    public string Rest(int index) => Decode(RawRest(index))!;

    public string? Query(string name) => Context.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;

    public string? Header(string name) => Context.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>Exactly <c>true</c>: any other spelling does not count.</summary>
    public bool Upsert => Header("x-upsert") == "true";

    /// <summary>Undoes percent escapes; those of the kept characters stay. Null where an escape is broken.</summary>
    public static string? Decode(string text, string kept = "")
    {
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text, i, 1));
                continue;
            }

            if (i + 2 >= text.Length
                || !byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                return null;
            }

            if (kept.Contains((char)value, StringComparison.Ordinal))
            {
                bytes.AddRange(Encoding.ASCII.GetBytes(text, i, 3));
            }
            else
            {
                bytes.Add(value);
            }

            i += 2;
        }

        try
        {
            return Strict.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
