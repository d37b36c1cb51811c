using System.Text.RegularExpressions;

namespace Unified.Media.Supabase;

/// <summary>The base addresses of Storage.</summary>
internal sealed partial class StorageEndpoint
{
    private const string GatewayPath = "/storage/v1";

    public StorageEndpoint(SupabaseStorageOptions options)
    {
        Base = options.StorageUrl is { } storageUrl ? Trim(storageUrl) : WithGatewayPath(options.Url!);
        var hosted = HostedProject().Match(Base);
        IsHosted = hosted.Success;
        UploadBase = options.UploadUrl is { } upload ? Trim(upload)
            : IsHosted ? $"https://{hosted.Groups[1].Value}.storage.{hosted.Groups[2].Value}{GatewayPath}"
            : Base;
    }

    /// <summary>The base address, without a slash at the end.</summary>
    public string Base { get; }

    /// <summary>
    /// The base address for large uploads, without a slash at the end; <see cref="Base"/> unless the address is configured or the project is hosted.
    /// </summary>
    public string UploadBase { get; }

    /// <summary>True for a project of the hosted platform.</summary>
    public bool IsHosted { get; }

    private static string WithGatewayPath(Uri url)
    {
        var text = Trim(url);
        return text.EndsWith(GatewayPath, StringComparison.Ordinal) ? text : text + GatewayPath;
    }

    private static string Trim(Uri url) => url.AbsoluteUri.TrimEnd('/');

    [GeneratedRegex(@"^https://([a-z0-9]+)\.(supabase\.(?:co|in|red))/storage/v1$", RegexOptions.CultureInvariant)]
    private static partial Regex HostedProject();
}
