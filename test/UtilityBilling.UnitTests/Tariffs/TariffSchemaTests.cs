using System.Text.Json;
using Shouldly;
using Xunit;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>The schema helps editors and the page teaches people; both would mislead if they named other properties than the reader knows.</summary>
public sealed class TariffSchemaTests
{
    [Fact]
    public void The_schema_knows_the_same_properties_as_the_reader_for_document_and_service()
    {
        Names(Schema().RootElement).ShouldBe(Allowed("{ \"zzz\": 1 }", "zzz"), ignoreOrder: true);
        Names(Definition("service")).ShouldBe(Allowed(Documents.Water(Documents.Component("a", "\"kind\": \"fixed\""), "\"zzz\": 1,"), "zzz"), ignoreOrder: true);
    }

    [Fact]
    public void The_schema_knows_the_same_properties_as_the_reader_for_every_kind_of_component()
    {
        var kinds = Definition("component").GetProperty("oneOf").EnumerateArray().ToList();
        kinds.Count.ShouldBe(Enum.GetValues<ComponentKind>().Length);
        foreach (var kind in kinds)
        {
            var name = kind.GetProperty("properties").GetProperty("kind").GetProperty("const").GetString();
            Names(kind).ShouldBe(Allowed(Documents.Water(Documents.Component("a", $"\"kind\": \"{name}\", \"zzz\": 1")), "zzz"), ignoreOrder: true, customMessage: name);
        }
    }

    [Fact]
    public void The_page_explains_every_property_of_the_schema()
    {
        var page = File.ReadAllText(Path.Combine(DemoTariffTests.Root(), "docs", "tariffs.md"));
        var names = new HashSet<string>(StringComparer.Ordinal);
        Collect(Schema().RootElement, names);
        names.Count.ShouldBeGreaterThan(60);
        names.Where(n => !page.Contains($"`{n}`", StringComparison.Ordinal) && !page.Contains($"\"{n}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static void Collect(JsonElement element, HashSet<string> names)
    {
        if (element.ValueKind == JsonValueKind.Array)
            foreach (var item in element.EnumerateArray())
                Collect(item, names);
        if (element.ValueKind != JsonValueKind.Object)
            return;
        foreach (var property in element.EnumerateObject())
        {
            if (property is { Name: "properties", Value.ValueKind: JsonValueKind.Object })
                names.UnionWith(property.Value.EnumerateObject().Select(p => p.Name));
            Collect(property.Value, names);
        }
    }

    private static string[] Allowed(string document, string unknown) =>
        TariffReader.Read(document).Problems.Single(p => p.Code == "unknownProperty" && p.Values["name"] == unknown).Values["allowed"].Split(", ");

    private static string[] Names(JsonElement element) => [.. element.GetProperty("properties").EnumerateObject().Select(p => p.Name)];

    private static JsonElement Definition(string name) => Schema().RootElement.GetProperty("$defs").GetProperty(name);

    private static JsonDocument Schema() => JsonDocument.Parse(File.ReadAllText(Path.Combine(DemoTariffTests.Root(), "etc", "tariffs", "tariff.schema.json")));
}
