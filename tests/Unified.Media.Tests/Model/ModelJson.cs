using System.Text.Json.Serialization;

namespace Unified.Media.Tests;

/// <summary>Serialises the public surface without reflection.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(MediaItem))]
[JsonSerializable(typeof(MediaPage))]
[JsonSerializable(typeof(MediaQuery))]
[JsonSerializable(typeof(MediaFilter))]
[JsonSerializable(typeof(MediaChanges))]
[JsonSerializable(typeof(MediaFacets))]
[JsonSerializable(typeof(BulkResult))]
[JsonSerializable(typeof(MediaLink))]
[JsonSerializable(typeof(RejectionReason))]
[JsonSerializable(typeof(ObjectLocation))]
internal sealed partial class ModelJson : JsonSerializerContext;
