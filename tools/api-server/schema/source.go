package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// The source of the two modules that types of the API stand in, by the path of the package.
type source struct {
	folders  map[string]string
	packages map[string]*declarations
}

type declarations struct {
	types     map[string]*ast.TypeSpec
	imports   map[string]string
	constants map[string][]string
}

func download(version string) (source, error) {
	found := source{folders: map[string]string{}, packages: map[string]*declarations{}}
	for _, module := range []string{"k8s.io/api", "k8s.io/apimachinery"} {
		text, err := exec.Command("go", "mod", "download", "-json", module+"@v0."+strings.TrimPrefix(version, "1.")).Output()
		var said struct{ Dir, Error string }
		if broken := json.Unmarshal(text, &said); broken != nil || said.Error != "" || err != nil {
			return source{}, fmt.Errorf("go mod download %s: %s %w", module, said.Error, err)
		}
		found.folders[module] = said.Dir
	}
	return found, nil
}

func (from source) packageOf(pkg string) (*declarations, error) {
	if seen, ok := from.packages[pkg]; ok {
		return seen, nil
	}
	parts := strings.SplitN(pkg, "/", 3)
	folder, ok := from.folders[path.Join(parts[:2]...)]
	if !ok || len(parts) < 3 {
		return nil, fmt.Errorf("%s is in none of the modules", pkg)
	}
	parsed, err := parser.ParseDir(token.NewFileSet(), filepath.Join(folder, filepath.FromSlash(parts[2])), func(file fs.FileInfo) bool {
		name := file.Name()
		return !strings.HasSuffix(name, "_test.go") && !strings.HasPrefix(name, "zz_generated") && !strings.HasPrefix(name, "generated.")
	}, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	found := &declarations{
		types: map[string]*ast.TypeSpec{}, imports: map[string]string{}, constants: map[string][]string{},
	}
	for _, one := range parsed {
		for _, name := range slices.Sorted(keys(one.Files)) {
			if err := found.add(one.Files[name]); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	from.packages[pkg] = found
	return found, nil
}

func (found *declarations) add(file *ast.File) error {
	for _, one := range file.Imports {
		imported, err := strconv.Unquote(one.Path.Value)
		if err != nil {
			return err
		}
		alias := path.Base(imported)
		if one.Name != nil {
			alias = one.Name.Name
		}
		if other, ok := found.imports[alias]; ok && other != imported {
			imported = ""
		}
		found.imports[alias] = imported
	}
	for _, declaration := range file.Decls {
		general, ok := declaration.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range general.Specs {
			switch one := spec.(type) {
			case *ast.TypeSpec:
				found.types[one.Name.Name] = one
			case *ast.ValueSpec:
				found.addConstants(general.Tok, one)
			}
		}
	}
	return nil
}

func (found *declarations) addConstants(kind token.Token, one *ast.ValueSpec) {
	named, ok := one.Type.(*ast.Ident)
	if kind != token.CONST || !ok {
		return
	}
	for _, value := range one.Values {
		if literal, ok := value.(*ast.BasicLit); ok && literal.Kind == token.STRING {
			text, _ := strconv.Unquote(literal.Value)
			found.constants[named.Name] = append(found.constants[named.Name], text)
		}
	}
}

// The package and the name that a type is written with.
func (from source) keyOf(pkg string, expression ast.Expr) (typeKey, error) {
	switch one := expression.(type) {
	case *ast.Ident:
		return typeKey{pkg, one.Name}, nil
	case *ast.SelectorExpr:
		declared, err := from.packageOf(pkg)
		if err != nil {
			return typeKey{}, err
		}
		alias, ok := one.X.(*ast.Ident)
		if !ok || declared.imports[alias.Name] == "" {
			return typeKey{}, fmt.Errorf("%s: not known where %s is from", pkg, one.Sel.Name)
		}
		return typeKey{declared.imports[alias.Name], one.Sel.Name}, nil
	default:
		return typeKey{}, fmt.Errorf("%s: a type written as %T", pkg, expression)
	}
}

func (from source) typeOf(key typeKey) (*ast.TypeSpec, error) {
	declared, err := from.packageOf(key.pkg)
	if err != nil {
		return nil, err
	}
	if found, ok := declared.types[key.name]; ok {
		return found, nil
	}
	return nil, fmt.Errorf("no type %s.%s", key.pkg, key.name)
}

func (from source) constantsOf(key typeKey) []string {
	declared, err := from.packageOf(key.pkg)
	if err != nil {
		return nil
	}
	values := slices.Clone(declared.constants[key.name])
	slices.Sort(values)
	return slices.Compact(values)
}
