using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Unified.Media.TestStorage;

/// <summary>A request with its raw path. Routes need the percent escapes, which ASP.NET Core decodes.</summary>
internal sealed class StorageRequest
{
    public const string GatewayPrefix = "/storage/v1";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private StorageRequest(HttpContext context, string rawPath, bool isThroughGateway)
    {
        Context = context;
        RawPath = rawPath;
        IsThroughGateway = isThroughGateway;
        Segments = rawPath.Split('/')[1..];
    }

    public HttpContext Context { get; }

    /// <summary>The raw path without the prefix of the gateway and without the query.</summary>
    public string RawPath { get; }

    /// <summary>True when the path began with the prefix of the gateway.</summary>
    public bool IsThroughGateway { get; }

    /// <summary>The raw segments of the path; the first is <c>object</c> for <c>/object/…</c>.</summary>
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
            throw StorageErrors.InvalidUrl(path);
        }

        return new StorageRequest(context, path.Length == 0 ? "/" : path, gateway);
    }

    /// <summary>Returns one decoded segment.</summary>
    public string Segment(int index) => Decode(Segments[index])!;

    /// <summary>Returns the raw path from the given segment to the end.</summary>
    public string RawPathFrom(int index) => string.Join('/', Segments[index..]);

    /// <summary>Returns the decoded path from the given segment to the end.</summary>
    public string PathFrom(int index) => Decode(RawPathFrom(index))!;

    public string? Query(string name) => Context.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;

    public string? Header(string name) => Context.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>True when the header <c>x-upsert</c> is exactly <c>true</c>.</summary>
    public bool Upsert => Header("x-upsert") == "true";

    /// <summary>Decodes percent escapes, except those of <paramref name="keptCharacters"/>; null when an escape is invalid.</summary>
    public static string? Decode(string text, string keptCharacters = "")
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

            if (keptCharacters.Contains((char)value, StringComparison.Ordinal))
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
