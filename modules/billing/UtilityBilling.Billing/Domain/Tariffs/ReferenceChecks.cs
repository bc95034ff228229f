namespace UtilityBilling.Billing.Tariffs;

/// <summary>Checks what a document says about its own services: names that exist, percentages that do not run in a circle.</summary>
internal sealed class ReferenceChecks
{
    private readonly TariffDocument _document;
    private readonly SourceNode _services;
    private readonly ProblemList _problems;

    private ReferenceChecks(TariffDocument document, SourceNode root, ProblemList problems)
    {
        _document = document;
        _services = root.Find("services") ?? root;
        _problems = problems;
    }

    public static void Check(TariffDocument document, SourceNode root, ProblemList problems)
    {
        var checks = new ReferenceChecks(document, root, problems);
        foreach (var service in document.Services)
            checks.CheckService(service);
        if (problems.Count == 0)
            checks.CheckCircles();
    }

    private void CheckService(TariffService service)
    {
        if (service.UsageFrom is { } source && (source == service.Id || !Knows(source)))
            _problems.Add(LineOf(service.Id, "usageFrom"), $"services.{service.Id}.usageFrom", "unknownReference", ("value", source));
        for (var i = 0; i < service.Components.Count; i++)
            foreach (var reference in service.Components[i].Of)
                if (!Exists(reference))
                    _problems.Add(LineOf(service.Id, i, "of"), $"services.{service.Id}.components[{i}].of", "unknownReference", ("value", reference.ToString()));
    }

    private bool Knows(string service) => _document.Services.Any(s => s.Id == service) || _document.OtherServices.Contains(service);

    private bool Exists(ChargeReference reference)
    {
        if (reference.Service == ChargeReference.Bill)
            return reference.Component is null;
        if (_document.OtherServices.Contains(reference.Service))
            return true;
        var service = _document.Services.FirstOrDefault(s => s.Id == reference.Service);
        return service is not null && (reference.Component is null || service.Components.Any(c => c.Id == reference.Component));
    }

    private void CheckCircles()
    {
        var places = _document.Services.SelectMany(s => s.Components.Select((c, i) => (Service: s.Id, Index: i, Component: c))).ToList();
        ChargeOrder.Find([.. places.Select(p => (p.Service, p.Component))], out var circle);
        if (circle is not { } found)
            return;
        var at = places[found];
        _problems.Add(LineOf(at.Service, at.Index, "of"), $"services.{at.Service}.components[{at.Index}].of", "circle", ("value", $"{at.Service}.{at.Component.Id}"));
    }

    private int LineOf(string service, string name) => _services.Find(service)!.Find(name)?.Line ?? _services.Find(service)!.Line;

    private int LineOf(string service, int component, string name)
    {
        var node = _services.Find(service)!.Find("components")!.Items[component];
        return node.Find(name)?.Line ?? node.Line;
    }
}
