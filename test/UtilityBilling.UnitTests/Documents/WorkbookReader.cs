using System.Globalization;
using System.IO.Packaging;
using System.Xml.Linq;

namespace UtilityBilling.UnitTests.Documents;

/// <summary>Reads a workbook as plain XML, so that the writer is not checked by the library that wrote it.</summary>
internal sealed class WorkbookReader : IDisposable
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XNamespace Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly Package _package;

    public WorkbookReader(Stream stream)
    {
        _package = Package.Open(stream, FileMode.Open, FileAccess.Read);
        var main = _package.GetRelationships().Single(r => r.RelationshipType.EndsWith("/officeDocument", StringComparison.Ordinal));
        var part = _package.GetPart(PackUriHelper.ResolvePartUri(new Uri("/", UriKind.Relative), main.TargetUri));
        Sheets = [.. Load(part).Root!.Element(Main + "sheets")!.Elements().Select(s =>
        {
            var target = part.GetRelationship(s.Attribute(Relations + "id")!.Value).TargetUri;
            return (s.Attribute("name")!.Value, Load(_package.GetPart(PackUriHelper.ResolvePartUri(part.Uri, target))));
        })];
        var styles = part.GetRelationships().Single(r => r.RelationshipType.EndsWith("/styles", StringComparison.Ordinal)).TargetUri;
        Styles = Load(_package.GetPart(PackUriHelper.ResolvePartUri(part.Uri, styles)));
    }

    public IReadOnlyList<(string Name, XDocument Xml)> Sheets { get; }

    private XDocument Styles { get; }

    public XElement? Element(int sheet, string name) => Sheets[sheet].Xml.Descendants(Main + name).FirstOrDefault();

    public XElement Cell(int sheet, string reference) =>
        Sheets[sheet].Xml.Descendants(Main + "c").Single(c => c.Attribute("r")!.Value == reference);

    public string Text(int sheet, string reference) => Cell(sheet, reference).Element(Main + "is")!.Element(Main + "t")!.Value;

    public string Number(int sheet, string reference) => Cell(sheet, reference).Element(Main + "v")!.Value;

    public int RowCount(int sheet) => Sheets[sheet].Xml.Descendants(Main + "row").Count();

    /// <summary>The number format that a cell is shown with: built-in ones by their number.</summary>
    public string NumberFormat(int sheet, string reference)
    {
        var style = Styles.Root!.Element(Main + "cellXfs")!.Elements().ElementAt(int.Parse(Cell(sheet, reference).Attribute("s")!.Value, CultureInfo.InvariantCulture));
        var id = style.Attribute("numFmtId")!.Value;
        return Styles.Descendants(Main + "numFmt").FirstOrDefault(f => f.Attribute("numFmtId")!.Value == id)?.Attribute("formatCode")!.Value ?? id;
    }

    public bool HasFormula => Sheets.Any(s => s.Xml.Descendants(Main + "f").Any());

    public void Dispose() => ((IDisposable)_package).Dispose();

    private static XDocument Load(PackagePart part)
    {
        using var stream = part.GetStream();
        return XDocument.Load(stream);
    }
}
